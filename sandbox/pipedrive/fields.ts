/** The kinds of record that have fields of their own; leads borrow those of deals. */
export type FieldOwner = 'person' | 'organization' | 'deal' | 'product';

/** Types that a custom field can be created with. */
export const CREATABLE_TYPES = [
  'varchar', 'varchar_auto', 'text', 'double', 'monetary', 'date', 'daterange', 'time', 'timerange', 'enum', 'set', 'phone', 'address', 'user', 'org',
  'people',
] as const;
/** A type that a custom field can have. */
export type CreatableType = (typeof CREATABLE_TYPES)[number];
/** A type that a field can have, built in or custom. */
export type FieldType = CreatableType | 'int' | 'boolean' | 'stage' | 'status' | 'visible_to' | 'json' | 'billing_frequency';

/** One choice of an `enum` or `set` field. */
export interface FieldOption {
  readonly id: number;
  readonly label: string;
  readonly color?: string | null;
}

/** A field of one kind of record, built in or made by the account. */
export interface Field {
  readonly field_name: string;
  readonly field_code: string;
  readonly field_type: FieldType;
  readonly options: readonly FieldOption[] | null;
  readonly is_custom_field: boolean;
  readonly description?: string | null;
  readonly ui_visibility?: Readonly<Record<string, unknown>>;
  readonly important_fields?: Readonly<Record<string, unknown>>;
  readonly required_fields?: Readonly<Record<string, unknown>>;
}

/** The fields of one kind of record. A deleted field is gone from here and from every record's view. */
export class FieldRegistry {
  private readonly fields = new Map<string, Field>();
  private customCodes: readonly string[] = [];

  constructor(readonly owner: FieldOwner, builtIn: readonly Field[]) {
    for (const field of builtIn) this.fields.set(field.field_code, field);
  }

  get(code: string): Field | undefined {
    return this.fields.get(code);
  }

  /** The custom field with this code. */
  custom(code: string): Field | undefined {
    const field = this.fields.get(code);
    return field?.is_custom_field === true ? field : undefined;
  }

  put(field: Field): void {
    this.fields.set(field.field_code, field);
    this.refresh();
  }

  remove(code: string): void {
    this.fields.delete(code);
    this.refresh();
  }

  private refresh(): void {
    this.customCodes = this.all().filter((field) => field.is_custom_field).map((field) => field.field_code);
  }

  /** Built-in fields first, then custom ones in the order of creation. */
  all(): readonly Field[] {
    return [...this.fields.values()];
  }

  /** The codes that every record of this kind shows. */
  codes(): readonly string[] {
    return this.customCodes;
  }
}

function standard(entries: readonly (readonly [code: string, name: string, type: FieldType])[], labels: readonly FieldOption[] = []): readonly Field[] {
  return entries.map(([field_code, field_name, field_type]) => ({
    field_code, field_name, field_type, is_custom_field: false, options: field_code === 'label_ids' ? labels : field_type === 'enum' ? [] : null,
  }));
}

/** What a new account's records carry before anybody adds a field. The real list is longer; these are the fields that the API writes. */
export function builtInFields(owner: FieldOwner, nextOption: () => number): readonly Field[] {
  const labels = (...names: readonly string[]): FieldOption[] => names.map((label) => ({ id: nextOption(), label, color: 'green' }));
  switch (owner) {
    case 'person': return standard([
      ['name', 'Name', 'varchar'], ['label_ids', 'Labels', 'set'], ['phones', 'Phone', 'phone'], ['emails', 'Email', 'varchar'],
      ['org_id', 'Organization', 'org'], ['owner_id', 'Owner', 'user'], ['visible_to', 'Visible to', 'visible_to'],
      ['add_time', 'Person created', 'date'], ['update_time', 'Update time', 'date'], ['marketing_status', 'Marketing status', 'varchar'],
    ], labels('Customer', 'Hot lead', 'Warm lead', 'Cold lead'));
    case 'organization': return standard([
      ['name', 'Name', 'varchar'], ['label_ids', 'Labels', 'set'], ['address', 'Address', 'address'], ['owner_id', 'Owner', 'user'],
      ['website', 'Website', 'varchar'], ['linkedin', 'LinkedIn profile', 'varchar'], ['industry', 'Industry', 'enum'],
      ['annual_revenue', 'Annual revenue', 'int'], ['employee_count', 'Number of employees', 'int'], ['visible_to', 'Visible to', 'visible_to'],
      ['add_time', 'Organization created', 'date'], ['update_time', 'Update time', 'date'],
    ], labels('Customer', 'Hot lead', 'Warm lead', 'Cold lead'));
    case 'deal': return standard([
      ['title', 'Title', 'varchar'], ['value', 'Value', 'monetary'], ['person_id', 'Contact person', 'people'], ['org_id', 'Organization', 'org'],
      ['stage_id', 'Stage', 'stage'], ['status', 'Status', 'status'], ['owner_id', 'Owner', 'user'], ['label_ids', 'Label', 'set'],
      ['probability', 'Probability', 'int'], ['expected_close_date', 'Expected close date', 'date'], ['lost_reason', 'Lost reason', 'varchar'],
      ['won_time', 'Won time', 'date'], ['lost_time', 'Lost time', 'date'], ['close_time', 'Deal closed on', 'date'],
      ['visible_to', 'Visible to', 'visible_to'], ['add_time', 'Deal created', 'date'], ['update_time', 'Update time', 'date'],
    ], labels('Hot', 'Warm', 'Cold'));
    case 'product': return standard([
      ['name', 'Name', 'varchar'], ['code', 'Product code', 'varchar'], ['description', 'Description', 'text'], ['category', 'Category', 'enum'],
      ['unit', 'Unit', 'varchar'], ['tax', 'Tax', 'double'], ['prices', 'Unit prices', 'json'], ['owner_id', 'Owner', 'user'],
      ['is_linkable', 'Active', 'boolean'], ['billing_frequency', 'Billing frequency', 'billing_frequency'], ['visible_to', 'Visible to', 'visible_to'],
    ]);
  }
}
