/** A sample's diff with each kind of field, long enough to be turned page by page. */
import type { DiffField, DiffPage, DiffRecord } from '../../../server/contract.js';

const because = (row: string, from: string): DiffField['because'] => ({ row, from });

const PERSON_FIELDS: readonly DiffField[] = [
  { field: 'name', label: 'Name', source: 'Ada | Harbour', wanted: 'Ada Harbour', readBack: 'Ada Harbour', status: 'equal', because: { row: 'Patient', from: 'firstName, lastName', how: '{firstName} {lastName}' } },
  { field: 'phones', label: 'Phones', source: '4155550142', wanted: [{ label: 'home', value: '(415) 555-0142' }], readBack: [{ label: 'home', value: '+1 415 555 0142' }], status: 'normalised', because: because('Patient', 'phones') },
  { field: 'Date of birth', label: 'Date of birth', source: '02/03/1980', wanted: '1980-02-03', readBack: '1980-03-02', status: 'differs', because: because('Patient', 'birthDate') },
  { field: 'owner', label: 'Owner', source: 'DDS1', wanted: '11', readBack: '12', status: 'kept', because: because('Provider', 'provider') },
  { field: 'Chart number', label: 'Chart number', source: 'HA0042', wanted: 'HA0042', readBack: undefined, status: 'planned', because: null },
];

const person = (number: number, fields: readonly DiffField[]): DiffRecord => ({
  object: 'person', label: 'Person', externalId: `dentrix:patient:${number}`, id: String(4000 + number), title: `Patient number ${number}`,
  forecast: 'create', result: 'applied', reason: null, fields,
});

const ALL: readonly DiffRecord[] = Array.from({ length: 60 }, (_item, index) => person(index + 1, index % 20 === 0 ? PERSON_FIELDS : PERSON_FIELDS.slice(0, 1)));

/** One page of the diff, as the server cuts it. */
export const diffPage = (query: { readonly offset: number; readonly limit: number; readonly differencesOnly: boolean }): DiffPage => {
  const differing = ALL.filter(({ fields }) => fields.some(({ status }) => status === 'differs'));
  const shown = query.differencesOnly ? differing : ALL;
  return { run: 'run-s', total: shown.length, differing: differing.length, offset: query.offset, records: shown.slice(query.offset, query.offset + query.limit) };
};
