import { z } from 'zod';
import { RecordRejected } from '../../../run/errors.js';
import type { Fields, Located } from '../../define.js';
import type { LiveField } from '../catalogue.js';
import type { Clients } from '../clients.js';
import { type Body, typed } from '../columns.js';
import { FLAG_OPTIONS } from '../custom-values.js';
import { Gone } from '../errors.js';
import { oneOf, pageOf, understood, written } from '../replies.js';
import type { FieldObject } from '../vocabulary.js';
import { type Handler, only, PAGE, type Workplace } from './handler.js';
import { absentIsDone } from './v2-records.js';

const option = z.looseObject({ id: z.number(), label: z.string() });
const options = z.array(option).nullish().transform((all) => all ?? []);
const fieldRow = z.looseObject({
  field_name: z.string(), field_code: z.string(), field_type: z.string(), is_custom_field: z.boolean(), options: z.array(z.looseObject({})).nullish(),
});
type FieldRow = z.output<typeof fieldRow>;

/** Our types by Pipedrive's, and back. What is missing on the left cannot be made, what is missing on the right is shown as it is called there. */
const TYPES: readonly (readonly [ours: string, theirs: string])[] = [
  ['text', 'varchar'], ['longText', 'text'], ['number', 'double'], ['money', 'monetary'], ['date', 'date'], ['time', 'time'], ['choice', 'enum'],
  ['choices', 'set'], ['user', 'user'], ['address', 'address'], ['link:organization', 'org'], ['link:person', 'people'],
];

interface FieldCalls {
  page(query: { readonly limit: number; readonly cursor?: string }): Promise<unknown>;
  add(body: Body): Promise<unknown>;
  rename(field_code: string, field_name: string): Promise<unknown>;
  addOptions(field_code: string, labels: { label: string }[]): Promise<unknown>;
  remove(field_code: string): Promise<unknown>;
}

/** The four collections of custom fields. Fields that every account has are not shown: nothing of ours lives there. */
export function customFields(object: FieldObject, { clients, catalogue }: Workplace): Handler {
  const calls = CALLS[object](clients);
  const known = (): Map<string, LiveField> => {
    const map = catalogue.lists.fields.get(object) ?? new Map<string, LiveField>();
    catalogue.lists.fields.set(object, map);
    return map;
  };
  const remember = (row: FieldRow): Located => {
    const live = liveFrom(row);
    known().set(live.code, live);
    return locatedField(live);
  };
  return {
    async* list() {
      catalogue.lists.fields.set(object, new Map());
      yield* fieldPages(calls, object, remember);
    },
    async read(ids) {
      const found: Located[] = [];
      for await (const page of this.list(null)) found.push(...page.filter(({ id }) => ids.includes(id)));
      return found;
    },
    async create(records) {
      const { fields } = only(records);
      return [remember((await written(oneOf(fieldRow), calls.add(definitionOf(fields)), object)).data)];
    },
    async update(id, _externalId, fields) {
      if (!known().has(id)) await this.read([id]);
      return changeField(calls, known(), id, fields, object);
    },
    async remove(id) {
      await absentIsDone(calls.remove(id));
      known().delete(id);
    },
  };
}

async function* fieldPages(calls: FieldCalls, object: FieldObject, remember: (row: FieldRow) => Located): AsyncGenerator<readonly Located[]> {
  const answer = pageOf(fieldRow);
  let cursor: string | null | undefined;
  do {
    const page: z.output<typeof answer> = await understood(answer, calls.page({ limit: PAGE, ...(cursor ? { cursor } : {}) }), object);
    yield page.data.filter((row) => row.is_custom_field).map(remember);
    cursor = page.additional_data?.next_cursor;
  } while (cursor);
}

/** Renames a field and adds options. Options are never taken away: that would clear them on every record that has them. */
async function changeField(calls: FieldCalls, known: Map<string, LiveField>, id: string, fields: Fields, object: FieldObject): Promise<Located> {
  let live = known.get(id);
  if (live === undefined) throw new Gone(`The ${object} is no longer in Pipedrive`, 'Plan the run again, so that it is created anew.');
  const { name, options: labels } = fields;
  if (typeof name === 'string' && name !== live.name) {
    live = liveFrom((await written(oneOf(fieldRow), calls.rename(id, name), object)).data);
  }
  const have = new Set(live.options.map(({ label }) => label));
  const missing = labelsIn(labels).filter((label) => !have.has(label));
  if (missing.length > 0) {
    const added = await written(oneOf(z.array(option)), calls.addOptions(id, missing.map((label) => ({ label }))), object);
    live = { ...live, options: [...live.options, ...added.data.filter(({ label }) => !have.has(label))] };
  }
  known.set(id, live);
  return locatedField(live);
}

/** What a new field is made of. A flag is a choice between Yes and No. */
function definitionOf(fields: Fields): Body {
  const { name, type, options: labels } = fields;
  const theirs = type === 'flag' ? 'enum' : TYPES.find(([ours]) => ours === type)?.[1];
  if (theirs === undefined) throw new RecordRejected('Pipedrive has no custom fields of the type in field "type"', 'Change the type in the mapping.');
  const choices = type === 'flag' ? FLAG_OPTIONS : labelsIn(labels);
  return { field_name: name, field_type: theirs, ...(theirs === 'enum' || theirs === 'set' ? { options: choices.map((label) => ({ label })) } : {}) };
}

const labelsIn = (labels: unknown): readonly string[] => (Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : []);

function liveFrom(row: FieldRow): LiveField {
  const parsed = options.safeParse(row.options);
  // Built-in fields have options of other shapes; custom ones always have number and label.
  return { code: row.field_code, name: row.field_name, type: row.field_type, options: parsed.success ? parsed.data : [] };
}

function locatedField(live: LiveField): Located {
  const labels = live.options.map(({ label }) => label);
  const isFlag = live.type === 'enum' && labels.length === FLAG_OPTIONS.length && FLAG_OPTIONS.every((label, at) => labels[at] === label);
  const type = isFlag ? 'flag' : TYPES.find(([, theirs]) => theirs === live.type)?.[0] ?? live.type;
  return { id: live.code, externalId: null, changedAt: null, fields: { name: live.name, type, options: isFlag || labels.length === 0 ? null : labels } };
}

/** The same five calls on each of the four collections; the client has a class and names of its own for every one. */
const CALLS: Readonly<Record<FieldObject, (clients: Clients) => FieldCalls>> = {
  personField: ({ personFields: api }) => ({
    page: (query) => api.getPersonFields(query),
    add: (body) => api.addPersonField({ AddPersonFieldRequest: typed(body) }),
    rename: (field_code, field_name) => api.updatePersonField({ field_code, UpdatePersonFieldRequest: { field_name } }),
    addOptions: (field_code, labels) => api.addPersonFieldOptions({ field_code, AddDealFieldOptionsRequestInner: labels }),
    remove: (field_code) => api.deletePersonField({ field_code }),
  }),
  organizationField: ({ organizationFields: api }) => ({
    page: (query) => api.getOrganizationFields(query),
    add: (body) => api.addOrganizationField({ AddOrganizationFieldRequest: typed(body) }),
    rename: (field_code, field_name) => api.updateOrganizationField({ field_code, UpdateOrganizationFieldRequest: { field_name } }),
    addOptions: (field_code, labels) => api.addOrganizationFieldOptions({ field_code, AddDealFieldOptionsRequestInner: labels }),
    remove: (field_code) => api.deleteOrganizationField({ field_code }),
  }),
  dealField: ({ dealFields: api }) => ({
    page: (query) => api.getDealFields(query),
    add: (body) => api.addDealField({ AddDealFieldRequest: typed(body) }),
    rename: (field_code, field_name) => api.updateDealField({ field_code, UpdateDealFieldRequest: { field_name } }),
    addOptions: (field_code, labels) => api.addDealFieldOptions({ field_code, AddDealFieldOptionsRequestInner: labels }),
    remove: (field_code) => api.deleteDealField({ field_code }),
  }),
  productField: ({ productFields: api }) => ({
    page: (query) => api.getProductFields(query),
    add: (body) => api.addProductField({ AddProductFieldRequest: typed(body) }),
    rename: (field_code, field_name) => api.updateProductField({ field_code, UpdateProductFieldRequest: { field_name } }),
    addOptions: (field_code, labels) => api.addProductFieldOptions({ field_code, AddDealFieldOptionsRequestInner: labels }),
    remove: (field_code) => api.deleteProductField({ field_code }),
  }),
};
