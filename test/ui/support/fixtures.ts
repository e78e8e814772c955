/** What the server would answer, typed by its contract. No real office: names, phones and addresses are made up. */
import type { AuditReport, IntakeReport, MappingReport, Me, OperationReport, PlanReport, Price, Question, RunReport, Verification } from '../../../server/contract.js';

export const ME: Me = {
  installed: true, admin: true, company: 'Harbour Street Dental', user: 'Robin Admin', installUrl: 'http://localhost:1/install', standIn: false,
  limits: { fileBytes: 50_000_000, files: 40 },
};

const issue = (code: string, severity: 'info' | 'warning' | 'blocking', line: number, column: string, remedy: string): AuditReport['issues'][number] => ({
  code, severity, remedy, message: `The value in this cell cannot be used as it is.`, origin: { file: 'Patient List.csv', line, column },
});

export const AUDIT: AuditReport = {
  source: 'dentrix',
  files: [
    { file: 'Patient List.csv', bytes: 412_300, encoding: 'windows-1252', format: 'csv', layout: 'patient list', rows: 1204, stream: 'patient', dropped: [{ line: 1205, reason: 'totals line' }], columns: [] },
    { file: 'Appointments.csv', bytes: 1_904_112, encoding: 'utf-8', format: 'csv', layout: 'appointment list', rows: 7310, stream: 'appointment', dropped: [], columns: [] },
    { file: 'old notes.txt', bytes: 4100, encoding: 'utf-8', format: 'text', layout: null, rows: 0, stream: null, dropped: [], columns: [] },
  ],
  streams: {
    provider: { rows: 9, problems: 1 }, patient: { rows: 1204, problems: 37 }, carrier: { rows: 61, problems: 0 }, appointment: { rows: 7310, problems: 120 },
    treatmentPlan: { rows: 842, problems: 0 }, treatmentItem: { rows: 2611, problems: 14 }, recall: { rows: 1090, problems: 0 },
  },
  issues: [
    issue('birth-date.in-future', 'blocking', 88, 'Birthdate', 'Correct the date in Dentrix, or skip this patient.'),
    ...[14, 31, 219, 407, 408].map((line) => issue('phone.too-short', 'warning', line, 'Home Phone', 'Add the area code; the number is kept as text meanwhile.')),
    issue('email.missing', 'info', 12, 'E-mail', 'Ask at the next visit. The person gets a flag.'),
  ],
  duplicates: [
    { a: { file: 'Patient List.csv', line: 40, key: '1040' }, b: { file: 'Patient List.csv', line: 812, key: '1811' }, score: 0.96, verdict: 'same', evidence: ['same birth date', 'same phone', 'name differs by one letter'] },
    { a: { file: 'Patient List.csv', line: 77, key: '1077' }, b: { file: 'Patient List.csv', line: 78, key: '1078' }, score: 0.71, verdict: 'household', evidence: ['same phone', 'same address', 'another birth date'] },
  ],
  orphans: [{ stream: 'appointment', key: 'A-991', pointsTo: 'patient 99999', file: 'Appointments.csv', line: 2201 }],
  totals: [{ what: 'Patients', ours: '1,204', theirs: '1,204', equal: true }, { what: 'Open balance', ours: '$48,210.55', theirs: '$48,211.55', equal: false }],
  rows: { read: 13_127, skipped: 18, skippedBy: { 'no-patient': 11, 'totals-line': 7 } },
};

export const INTAKE: IntakeReport = { id: 'intake-1', createdAt: '2026-11-20T09:00:00Z', audit: AUDIT };
export const NEWER_INTAKE: IntakeReport = { id: 'intake-2', createdAt: '2026-11-24T09:00:00Z', audit: AUDIT };

export const MAPPING: MappingReport = {
  source: 'dentrix', destination: 'pipedrive',
  rows: [
    { source: 'Patient', destination: 'Person', cardinality: '1:1', says: 'Names, phones and addresses keep their kind. A patient without e-mail gets a flag.', reached: true,
      fields: [
        { object: 'person', to: 'name', from: 'firstName, lastName', how: '{firstName} {lastName}' },
        { object: 'person', to: 'phones', from: 'phones', how: null },
        { object: 'person', to: 'Date of birth', from: 'birthDate', how: null },
      ] },
    { source: 'Provider', destination: 'User', cardinality: '1:1', says: 'Matched by e-mail; who is not found becomes a question.', reached: true, fields: [] },
    { source: 'Treatment Plan', destination: 'Deal', cardinality: '1:1', says: 'The plan total is the value of the deal; line items become deal products.', reached: true,
      fields: [{ object: 'deal', to: 'value', from: 'total', how: 'sum of the open items' }] },
    { source: 'Imaging Files / X-rays', destination: 'Not Migrated', cardinality: 'none', says: 'Images stay where they are; a link is kept.', reached: false, fields: [] },
  ],
  settings: [
    { name: 'months', asks: 'Months without a visit after which a patient becomes a lead', value: 12 },
    { name: 'inactive', asks: 'Bring inactive patients too', value: false },
    { name: 'pipeline', asks: 'Name of the pipeline for treatment plans', value: 'Treatment plans' },
  ],
};

export const QUESTIONS: readonly Question[] = [
  { id: 'owner:DDS1', asks: 'Provider “DDS1” has no user in Pipedrive. Who owns this provider’s patients?', blocking: true, count: 412, default: '11', answer: null,
    options: [{ value: '11', label: 'Robin Admin' }, { value: '12', label: 'Sam Frontdesk' }, { value: 'nobody', label: 'Nobody: leave them to the installing user' }] },
  { id: 'sensitive', asks: 'Medical alerts hold health data. Bring them into Pipedrive?', blocking: true, count: 96, default: 'no', answer: null,
    options: [{ value: 'yes', label: 'Yes, as custom fields' }, { value: 'no', label: 'No, leave them in Dentrix' }] },
  { id: 'duplicate:1040', asks: 'Rows 40 and 812 look like one person. Join them?', blocking: false, count: 1, default: null, answer: null,
    options: [{ value: 'join', label: 'Join them' }, { value: 'keep', label: 'Keep both' }] },
];

export const OPERATIONS: OperationReport = {
  create: { organization: 70, person: 1204, deal: 842, activity: 8400 }, update: { person: 12 }, unchanged: {}, remove: {}, conflict: {},
  skipped: { 'no-patient': 11, 'totals-line': 7 },
};

export const PRICE: Price = {
  tokens: 52_840, requests: 10_528, rollbackTokens: 31_548, verifyTokens: 240, days: 0.59, dailyTokens: 90_000,
  byObject: { organization: { records: 70, tokens: 350 }, person: { records: 1216, tokens: 6080 }, deal: { records: 842, tokens: 4210 }, activity: { records: 8400, tokens: 42_000 } },
};

export const PLAN: PlanReport = {
  plan: 'run-1', kind: 'full', questions: [], operations: OPERATIONS, price: PRICE, refused: [],
  schema: [
    { object: 'personField', name: 'Date of birth', type: 'date', exists: false }, { object: 'personField', name: 'Chart number', type: 'text', exists: true },
    { object: 'pipeline', name: 'Treatment plans', type: null, exists: false },
  ],
  caps: [
    { cap: 'customFields', label: 'Custom fields', limit: 30, used: 6, needed: 14 }, { cap: 'deals', label: 'Open deals and leads', limit: 7500, used: 120, needed: 842 },
  ],
};

/** A run of the first export; every part can be replaced. */
export const run = (part: Partial<RunReport>): RunReport => {
  const kind = part.kind ?? 'full';
  return {
    run: 'run-1', kind, source: 'dentrix', state: 'planned', createdAt: '2026-11-20T10:00:00Z', startedAt: null, finishedAt: null,
    cause: null, remedy: null, until: null, undoes: null, intake: 'intake-1', rolledBack: false, signed: null, seconds: 0, operations: OPERATIONS,
    rows: { read: 13_127, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0, skippedBy: {}, failedBy: {} },
    progress: { done: 0, total: 10_528, rate: 0, secondsLeft: null, tokens: { predicted: 52_840, charged: 0 } },
    plan: { ...PLAN, plan: part.run ?? 'run-1', kind }, approval: null, verification: null, rollback: null, ...part,
  };
};

/** The parts of a run that has ended well. */
export const FINISHED: Partial<RunReport> = {
  state: 'finished', startedAt: '2026-11-20T11:00:00Z', finishedAt: '2026-11-20T11:22:00Z', seconds: 1320,
  rows: { read: 13_127, created: 12_950, updated: 60, unchanged: 90, skipped: 18, failed: 9, skippedBy: { 'no-patient': 11, 'totals-line': 7 }, failedBy: { 'phone-refused': 9 } },
  progress: { done: 10_528, total: 10_528, rate: 0, secondsLeft: 0, tokens: { predicted: 52_840, charged: 52_840 } },
  approval: { by: 'Robin Admin', at: '2026-11-20T11:00:00Z', agreement: 'Data processing agreement of 3 May, confirmed by the office manager', sample: 'signed' },
};

/** The parts of a run in its middle. */
export const RUNNING: Partial<RunReport> = {
  state: 'running', startedAt: '2026-11-20T11:00:00Z', seconds: 260,
  progress: { done: 3120, total: 10_528, rate: 11.8, secondsLeft: 628, tokens: { predicted: 52_840, charged: 15_600 } },
};

/** The parts of a run that waits for tomorrow's tokens. */
export const PAUSED: Partial<RunReport> = {
  ...RUNNING, state: 'paused', cause: 'Today’s token budget of the account is used up.',
  remedy: 'Nothing to do. Other apps of the office share this budget.', until: '2026-11-21T00:00:00Z',
};

const signed = { by: 'Robin Admin', at: '2026-11-20T10:40:00Z' };
export const SAMPLE = run({ ...FINISHED, run: 'run-s', kind: 'sample', createdAt: '2026-11-20T10:30:00Z' });
export const SIGNED_SAMPLE: RunReport = { ...SAMPLE, signed };
export const MOVED = run({ ...FINISHED, run: 'run-f', createdAt: '2026-11-20T10:55:00Z' });

export const VERIFICATION: Verification = {
  run: 'run-f', at: '2026-11-20T12:00:00Z', records: 10_516, fields: 84_128, normalised: 231, differing: [], tokens: 240,
  totals: [{ what: 'Value of open deals', ours: '$1,204,310.00', theirs: '$1,204,310.00', equal: true }],
};

export const DIFFERING: Verification = {
  ...VERIFICATION,
  differing: [{ object: 'person', id: '4711', externalId: 'dentrix:patient:1042', field: 'phones', expected: [{ label: 'home', value: '(415) 555-0142' }], actual: null, kind: 'drift' }],
};

export const ROLLBACK = run({
  run: 'run-r', kind: 'rollback', undoes: 'run-f', intake: null, createdAt: '2026-11-20T14:00:00Z',
  rollback: {
    run: 'run-r', of: 'run-f', delete: 10_512, restore: 12, tokens: 31_548, until: '2026-12-20', state: 'planned',
    keep: [{ object: 'person', id: '4711', reason: 'Sam Frontdesk changed the phone on 20 November.' }, { object: 'deal', id: '88', reason: 'Moved to another stage.' }],
  },
});
