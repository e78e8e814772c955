import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../migrator/canonical/streams.js';
import { EngineBench } from '../support/engine.js';
import { aPatient, anAppointment } from '../store/builders.js';

let folder: string;
let bench: EngineBench;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'));
  bench = await EngineBench.on(join(folder, 'engine.sqlite'));
});

afterEach(async () => {
  await bench.stores.close();
  await rm(folder, { recursive: true, force: true });
});

const mother = aPatient('1', { firstName: 'Mara', lastName: 'Quill', emails: [{ label: 'home', value: 'Quill@Example.com' }] });
const child = aPatient('2', { firstName: 'Tim', lastName: 'Quill', emails: [{ label: 'home', value: 'Quill@Example.com' }], guarantor: { stream: 'patient', key: '1' } });
const loner = aPatient('3', { firstName: 'Ada', lastName: 'Stone' });
const office: readonly AnyRecord[] = [
  mother, child, loner, anAppointment('10', '1'), anAppointment('11', '2'), anAppointment('12', '2'), anAppointment('13', '999'),
];

const changedPhone = (patient: typeof mother): AnyRecord => ({ ...patient, data: { ...patient.data, phones: [{ label: 'home', value: '555-0142' }] } });
const writes = (): number => bench.crm.asked.filter(({ verb }) => verb === 'create' || verb === 'update' || verb === 'remove').length;

describe('a first run', () => {
  it('writes every record once and accounts for every row', async () => {
    const run = await bench.migrate(office);
    expect(bench.crm.all('contact').map(({ fields }) => fields['name'])).toEqual(expect.arrayContaining(['Mara Quill', 'Tim Quill', 'Ada Stone']));
    expect(bench.crm.all('visit')).toHaveLength(3);
    const rows = await bench.stores.runs.rowCounts(run.id);
    expect(rows).toMatchObject({ read: 7, created: 6, updated: 0, unchanged: 0, skipped: 1, failed: 0, skippedBy: { 'points-to-nothing': 1 } });
  });

  it('keeps a child apart from the parent whose e-mail it shares, under one family organization', async () => {
    await bench.migrate(office);
    const contacts = bench.crm.all('contact');
    const [family] = bench.crm.all('company');
    expect(contacts).toHaveLength(3);
    expect(family?.fields['name']).toBe('Mara Quill family');
    expect(contacts.filter(({ fields }) => fields['company'] === family?.id).map(({ fields }) => fields['name']).sort()).toEqual(['Mara Quill', 'Tim Quill']);
  });

  it('costs what the plan said, to the token, and reads no created record', async () => {
    const before = bench.to.meter().tokens;
    const { run, report } = await bench.plan(office);
    await bench.apply(run);
    expect(bench.to.meter().tokens - before).toBe(report.price.tokens);
    expect(bench.crm.asked.some(({ verb }) => verb === 'read')).toBe(false);
  });

  it('is verified by read-back without a difference', async () => {
    const verification = await bench.verify(await bench.migrate(office));
    expect(verification.differing).toEqual([]);
    expect(verification.records).toBe(7);
    expect(verification.normalised).toBe(2);
  });

  it('run again it writes nothing', async () => {
    await bench.migrate(office);
    const before = writes();
    const run = await bench.migrate(office);
    expect(writes() - before).toBe(0);
    expect(await bench.stores.runs.rowCounts(run.id)).toMatchObject({ read: 7, unchanged: 6, created: 0, updated: 0, skipped: 1 });
  });

  it('a refused record fails alone, and what hangs on it is blocked, with reasons', async () => {
    bench.crm.fail('reject', { verb: 'create', object: 'contact' });
    const run = await bench.migrate(office);
    const rows = await bench.stores.runs.rowCounts(run.id);
    expect(rows.failed).toBeGreaterThanOrEqual(1);
    expect(rows.created + rows.failed + rows.skipped).toBe(7);
    expect(bench.crm.all('contact')).toHaveLength(2);
  });
});

describe('answers that get lost', () => {
  it.each(['unknown-after', 'unknown-before'] as const)('%s: every record stands exactly once', async (kind) => {
    for (const object of ['field', 'company', 'contact', 'visit']) bench.crm.fail(kind, { verb: 'create', object, times: 2 });
    const run = await bench.migrate(office);
    expect(bench.crm.all('contact')).toHaveLength(3);
    expect(bench.crm.all('visit')).toHaveLength(3);
    expect((await bench.verify(run)).differing).toEqual([]);
    expect(await bench.stores.runs.rowCounts(run.id)).toMatchObject({ created: 6, failed: 0 });
  });

  it('a pause in the middle loses nothing: the run goes on where it stood', async () => {
    const { run } = await bench.plan(office);
    bench.crm.fail('pause', { verb: 'create', object: 'contact' });
    await expect(bench.apply(run)).rejects.toThrow();
    expect(await bench.apply(run)).toBe(true);
    expect(bench.crm.all('contact')).toHaveLength(3);
    expect((await bench.verify(run)).differing).toEqual([]);
  });

  it('a runner that was told to stop before it began writes nothing and can begin later', async () => {
    const { run } = await bench.plan(office);
    expect(await bench.apply(run, AbortSignal.abort())).toBe(false);
    expect(bench.crm.all('contact')).toHaveLength(0);
    expect(await bench.apply(run)).toBe(true);
    expect(bench.crm.all('contact')).toHaveLength(3);
  });
});

describe('a delta', () => {
  it('writes exactly the changed record', async () => {
    await bench.migrate(office);
    const before = writes();
    const run = await bench.migrate([changedPhone(mother), ...office.slice(1)]);
    expect(writes() - before).toBe(1);
    expect(await bench.stores.runs.rowCounts(run.id)).toMatchObject({ updated: 1, unchanged: 5 });
  });

  it('keeps what a person edited in the meantime and says so', async () => {
    await bench.migrate(office);
    const [target] = bench.crm.all('contact').filter(({ fields }) => fields['name'] === 'Mara Quill');
    bench.crm.change('contact', target?.id ?? '', { phones: [{ label: 'mobile', value: '555-0199' }] }, null);
    const { run, report } = await bench.plan([changedPhone(mother), ...office.slice(1)]);
    await bench.apply(run);
    expect(report.operations.conflict).toEqual({ contact: 1 });
    expect(bench.crm.get('contact', target?.id ?? '')?.fields['phones']).toEqual([{ label: 'mobile', value: '555-0199' }]);
    expect(await bench.stores.runs.rowCounts(run.id)).toMatchObject({ updated: 0, skippedBy: { 'kept-user-edit': 1 } });
  });

  it('costs what the plan said, its reads included', async () => {
    await bench.migrate(office);
    const before = bench.to.meter().tokens;
    const { run, report } = await bench.plan([changedPhone(mother), ...office.slice(1)]);
    await bench.apply(run);
    expect(bench.to.meter().tokens - before).toBe(report.price.tokens);
  });
});

describe('what an office fears', () => {
  const allergic: AnyRecord = { stream: 'alert', key: 'a', origin: { file: 'alerts.csv', line: 2 }, data: { patient: { stream: 'patient', key: '1' }, kind: 'allergy', text: 'Latex', active: true } };
  const allergyOf = (name: string) => bench.crm.all('contact').find(({ fields }) => fields['name'] === name)?.fields['Allergy alert'];

  it('an export without the alerts file erases no allergy, and asks', async () => {
    await bench.migrate([...office, allergic]);
    const { run, report } = await bench.plan(office, 'full', null, {}, [{ stream: 'alert', before: 1, now: 0 }]);
    expect(report.questions.find(({ id }) => id === 'missing:alert')).toMatchObject({ blocking: true, default: 'leave' });
    await bench.apply(run);
    expect(allergyOf('Mara Quill')).toBe('Latex');
  });

  it('an alert that the office removed goes once a person has said so', async () => {
    await bench.migrate([...office, allergic]);
    const { run } = await bench.plan(office, 'full', null, { 'missing:alert': 'clear' }, [{ stream: 'alert', before: 1, now: 0 }]);
    await bench.apply(run);
    expect(allergyOf('Mara Quill') ?? null).toBeNull();
  });

  it('a person whom somebody deleted is not created again by later runs, and verification misses her', async () => {
    await bench.migrate(office);
    const [target] = bench.crm.all('contact').filter(({ fields }) => fields['name'] === 'Mara Quill');
    bench.crm.remove('contact', target?.id ?? '');
    const delta = await bench.migrate([changedPhone(mother), ...office.slice(1)]);
    expect((await bench.verify(delta)).differing).toContainEqual(expect.objectContaining({ object: 'contact', id: target?.id, kind: 'missing' }));
    await bench.migrate(office);
    expect(bench.crm.all('contact').map(({ fields }) => fields['name']).sort()).toEqual(['Ada Stone', 'Tim Quill']);
  });

  it('the order of rows with one name makes no second organization', async () => {
    const employer = (key: string): AnyRecord => ({ stream: 'employer', key, origin: { file: 'e.csv', line: 2 }, data: { name: 'Oak Works' } });
    const worker = aPatient('8', { firstName: 'Wes', lastName: 'Oak', employer: { stream: 'employer', key: 'E2' } });
    await bench.migrate([employer('E1'), employer('E2'), worker]);
    const before = writes();
    await bench.migrate([employer('E2'), employer('E1'), worker]);
    expect(writes() - before).toBe(0);
  });
});

describe('a rollback', () => {
  it('of delta and first run gives back the empty account, fields included', async () => {
    const before = bench.standing();
    const first = await bench.migrate(office);
    const between = bench.standing();
    const delta = await bench.migrate([changedPhone(mother), ...office.slice(1)]);
    await bench.rollBack(delta);
    expect(bench.standing()).toEqual(between);
    await bench.rollBack(first);
    expect(bench.standing()).toEqual(before);
  });

  it('keeps a person whom somebody edited, with the family and the fields she needs, and lists all of it', async () => {
    const run = await bench.migrate(office);
    const [target] = bench.crm.all('contact').filter(({ fields }) => fields['name'] === 'Mara Quill');
    bench.crm.change('contact', target?.id ?? '', { name: 'Mara Quill-Stone' }, null);
    const preview = await bench.rollBack(run);
    expect(bench.crm.all('contact').map(({ fields }) => fields['name'])).toEqual(['Mara Quill-Stone']);
    expect(bench.crm.all('company')).toHaveLength(1);
    expect(bench.crm.all('field')).toHaveLength(2);
    expect(preview.keep).toContainEqual({ object: 'contact', id: target?.id, reason: 'Somebody changed “name” since.' });
  });

  it('of a sample keeps what a person needs who was kept by the rollback of the full run', async () => {
    const { run: sample } = await bench.plan(office, 'sample', 1);
    await bench.apply(sample);
    const full = await bench.migrate(office);
    const [target] = bench.crm.all('contact').filter(({ fields }) => fields['name'] === 'Mara Quill');
    bench.crm.change('contact', target?.id ?? '', { name: 'Mara Quill-Stone' }, null);
    await bench.rollBack(full);
    await bench.rollBack(sample);
    const left = bench.crm.all('contact').map(({ fields }) => fields['name']);
    expect(left).toEqual(['Mara Quill-Stone']);
    expect(bench.crm.all('field')).toHaveLength(2);
    expect(bench.crm.all('company').map(({ fields }) => fields['name'])).toEqual(['Mara Quill family']);
  });

  it('keeps a person, her family and her fields when she is edited between preview and removal', async () => {
    const run = await bench.migrate(office);
    const [target] = bench.crm.all('contact').filter(({ fields }) => fields['name'] === 'Mara Quill');
    await bench.rollBack(run, () => { bench.crm.change('contact', target?.id ?? '', { name: 'Edited late' }, null); });
    expect(bench.crm.all('contact').map(({ fields }) => fields['name'])).toEqual(['Edited late']);
    expect(bench.crm.all('field')).toHaveLength(2);
    expect(bench.crm.all('company')).toHaveLength(1);
  });

  it('forward, back and forward again equals forward', async () => {
    const first = await bench.migrate(office);
    const once = bench.crm.all('contact').map(({ fields }) => fields['name']).sort();
    await bench.rollBack(first);
    await bench.migrate(office);
    expect(bench.crm.all('contact').map(({ fields }) => fields['name']).sort()).toEqual(once);
    expect(bench.crm.all('visit')).toHaveLength(3);
  });
});

describe('a sample', () => {
  it('takes whole families, leaves the rest for later, and the full run then adds only the rest', async () => {
    const { run } = await bench.plan(office, 'sample', 1);
    await bench.apply(run);
    const rows = await bench.stores.runs.rowCounts(run.id);
    expect(rows.read).toBe(7);
    expect(rows.skippedBy['not-in-this-sample']).toBeGreaterThan(0);
    const sampled = bench.crm.all('contact').length;
    const before = writes();
    await bench.migrate(office);
    expect(bench.crm.all('contact')).toHaveLength(3);
    expect(writes() - before).toBeGreaterThanOrEqual(3 - sampled);
    expect((await bench.stores.runs.rowCounts(run.id)).failed).toBe(0);
  });
});
