import type { Account } from './account.js';
import { ok, type Answer, type Call, type Handler } from './call.js';
import type { Field, FieldOwner } from './fields.js';
import { readLimit } from './lists.js';
import { invalid } from './refusals.js';
import { isOptionList, type CustomValues } from './rows.js';
import type { SearchableRow } from './search-index.js';

const SEARCHABLE_TYPES: readonly Field['field_type'][] = ['address', 'varchar', 'text', 'varchar_auto', 'double', 'monetary', 'phone'];
const LONGEST_PAGE = 100;

type Kind = 'person' | 'organization' | 'deal' | 'product' | 'lead';
const KINDS: readonly Kind[] = ['deal', 'person', 'organization', 'product', 'lead'];

/** The texts under which a record can be found, by the name of the search field. */
type Texts = Readonly<Record<string, readonly string[]>>;

function ownerOf(kind: Kind): FieldOwner {
  return kind === 'lead' ? 'deal' : kind;
}

function texts(account: Account, kind: Kind, row: SearchableRow): Texts {
  const record: Readonly<Record<string, unknown>> = { ...row };
  const value = (key: string): readonly string[] => {
    const found = record[key];
    if (typeof found === 'string') return [found];
    if (Array.isArray(found)) return found.map((contact: { value?: unknown }) => String(contact.value));
    return typeof found === 'object' && found !== null && 'value' in found ? [String(found.value)] : [];
  };
  return {
    name: value('name'), title: value('title'), email: value('emails'), phone: value('phones'), code: value('code'), address: value('address'),
    description: value('description'), custom_fields: customTexts(account, kind, row.custom_fields),
  };
}

function customTexts(account: Account, kind: Kind, values: CustomValues): readonly string[] {
  return Object.entries(values).flatMap(([code, value]) => {
    const field = account.fields[ownerOf(kind)].custom(code);
    if (field === undefined || !SEARCHABLE_TYPES.includes(field.field_type)) return [];
    if (isOptionList(value)) return [];
    return [typeof value === 'object' ? String(value['value']) : String(value)];
  });
}

interface Question {
  readonly term: string;
  readonly exact: boolean;
  readonly fields: readonly string[] | null;
}

function readQuestion(query: URLSearchParams): Question {
  const term = query.get('term') ?? '';
  const exact = query.get('exact_match') === 'true';
  if (term.length < (exact ? 1 : 2)) throw invalid([`term: Expected at least ${exact ? 1 : 2} characters`]);
  return { term: term.toLowerCase(), exact, fields: query.get('fields')?.split(',') ?? null };
}

function fits(question: Question, found: Texts): boolean {
  return Object.entries(found).some(([field, values]) => (question.fields === null || question.fields.includes(field))
    && values.some((value) => (question.exact ? value.toLowerCase() === question.term : value.toLowerCase().includes(question.term))));
}

function item(account: Account, kind: Kind, row: SearchableRow): Readonly<Record<string, unknown>> {
  const found = texts(account, kind, row);
  const record: Readonly<Record<string, unknown>> = { ...row };
  const link = (key: string, name: (id: number) => string | undefined): Readonly<Record<string, unknown>> | null => {
    const target = record[key];
    return typeof target === 'number' ? { id: target, name: name(target) ?? '' } : null;
  };
  const common = {
    id: row.id, type: kind, visible_to: Number(record['visible_to']), owner: { id: record['owner_id'] }, custom_fields: found['custom_fields'],
  };
  const organization = link(kind === 'lead' ? 'organization_id' : 'org_id', (id) => account.organizations.alive(id)?.name);
  const person = link('person_id', (id) => account.persons.alive(id)?.name);
  switch (kind) {
    case 'person': return { ...common, name: record['name'], phones: found['phone'], emails: found['email'], organization, notes: [] };
    case 'organization': return { ...common, name: record['name'], address: found['address']?.[0] ?? null, notes: [] };
    case 'product': return { ...common, name: record['name'], code: record['code'] };
    case 'deal': return {
      ...common, title: record['title'], value: record['value'], currency: record['currency'], status: record['status'],
      stage: { id: record['stage_id'], name: account.stages.get(Number(record['stage_id']))?.name ?? '' }, person, organization, notes: [],
      is_archived: record['is_archived'],
    };
    case 'lead': return { ...common, title: record['title'], person, organization, phones: [], emails: [], notes: [], is_archived: record['is_archived'] };
  }
}

function pageOf<T>(call: Call, found: readonly T[]): { readonly rows: readonly T[]; readonly next: string | null } {
  const limit = readLimit(call.query, LONGEST_PAGE);
  const start = Number(call.query.get('cursor') ?? 0);
  if (!Number.isInteger(start) || start < 0) throw invalid(['cursor: Invalid cursor']);
  return { rows: found.slice(start, start + limit), next: start + limit < found.length ? String(start + limit) : null };
}

function searchKinds(call: Call, kinds: readonly Kind[]): Answer {
  const { account, query } = call;
  const question = readQuestion(query);
  const person = query.get('person_id');
  const organization = query.get('organization_id');
  const linked = (row: SearchableRow): boolean => {
    const record: Readonly<Record<string, unknown>> = { ...row };
    const rowOrganization = record['organization_id'] ?? record['org_id'];
    return (person === null || record['person_id'] === Number(person)) && (organization === null || rowOrganization === Number(organization));
  };
  const found = kinds.flatMap((kind) => [...account.search.records(kind)]
    .filter((row) => linked(row) && fits(question, texts(account, kind, row)))
    .map((row) => ({ result_score: question.exact ? 1 : 0.5, item: item(account, kind, row) })));
  const page = pageOf(call, found);
  const related = kinds.length > 1 ? { related_items: [] } : {};
  return ok({ items: page.rows, ...related }, { additional_data: { next_cursor: page.next } });
}

function searchItems(call: Call): Answer {
  const wanted = call.query.get('item_types')?.split(',');
  return searchKinds(call, wanted === undefined ? KINDS : KINDS.filter((kind) => wanted.includes(kind)));
}

/** Search in one field; with `match=exact` the whole value counts, upper and lower case too. */
function searchField(call: Call): Answer {
  const { account, query } = call;
  const kind = KINDS.find((known) => known === query.get('entity_type'));
  if (kind === undefined) throw invalid(['entity_type: Expected one of deal, lead, person, organization, product']);
  const code = query.get('field') ?? '';
  const field = account.fields[ownerOf(kind)].get(code);
  if (field === undefined || !SEARCHABLE_TYPES.includes(field.field_type)) throw invalid([`field: Field '${code}' is not searchable`]);
  const match = query.get('match') ?? 'exact';
  const term = query.get('term') ?? '';
  if (term.length < (match === 'exact' ? 1 : 2)) throw invalid(['term: Too short']);
  const fitting = (text: string): boolean => (match === 'exact' ? text === term
    : match === 'beginning' ? text.toLowerCase().startsWith(term.toLowerCase()) : text.toLowerCase().includes(term.toLowerCase()));
  const found = [...account.search.records(kind)].filter((row) => fieldTexts(account, kind, row, field).some(fitting));
  const page = pageOf(call, found.map((row) => ({
    id: row.id, name: texts(account, kind, row)['name']?.[0] ?? texts(account, kind, row)['title']?.[0] ?? '',
  })));
  return ok(page.rows, { additional_data: { next_cursor: page.next } });
}

function fieldTexts(account: Account, kind: Kind, row: SearchableRow, field: Field): readonly string[] {
  if (!field.is_custom_field) return texts(account, kind, row)[field.field_code.replace(/^(email|phone)s$/, '$1')] ?? [];
  const value = row.custom_fields[field.field_code];
  return value === undefined ? [] : customTexts(account, kind, { [field.field_code]: value });
}

/** The search operations of API v2. They see what the index has, which is some seconds old. */
export const searchHandlers: Readonly<Record<string, Handler>> = {
  searchPersons: (call) => searchKinds(call, ['person']),
  searchOrganization: (call) => searchKinds(call, ['organization']),
  searchDeals: (call) => searchKinds(call, ['deal']),
  searchProducts: (call) => searchKinds(call, ['product']),
  searchLeads: (call) => searchKinds(call, ['lead']),
  searchItem: searchItems,
  searchItemByField: searchField,
};
