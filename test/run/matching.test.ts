import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fields } from '../../migrator/destinations/define.js';
import { EngineBench } from '../support/engine.js';
import { aPatient } from '../store/builders.js';

let folder: string;
let bench: EngineBench;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matching-'));
  bench = await EngineBench.on(join(folder, 'engine.sqlite'));
});

afterEach(async () => {
  await bench.stores.close();
  await rm(folder, { recursive: true, force: true });
});

const mail = (value: string) => [{ label: 'home', value }];
const phone = (value: string) => [{ label: 'mobile', value }];
const mara = aPatient('1', { firstName: 'Mara', lastName: 'Quill', emails: mail('quill@example.com'), phones: phone('555-0101') });
const tim = aPatient('2', { firstName: 'Tim', lastName: 'Quill', emails: mail('quill@example.com'), guarantor: { stream: 'patient', key: '1' } });

/** A person who was in the account before us; the CRM's id. */
const there = (fields: Fields): string => bench.crm.add('contact', { externalId: null, fields }).id;

/** The people of the account without ids. */
const people = (): readonly Fields[] => bench.crm.all('contact').map(({ fields }) => fields);

describe('people who were in the account before us', () => {
  it('are asked about in bulk, by the rule that found them, before anything is written', async () => {
    there({ name: 'MARA QUILL', emails: mail('Quill@Example.com'), phones: phone('555-0199') });
    const { report } = await bench.plan([mara, tim]);
    expect(report.questions.find(({ id }) => id === 'match:contact')).toMatchObject({
      count: 1, default: 'fill-empty', asks: '1 of the export’s contacts match ones that are in the account already (1 by e-mail and name). What should happen to them?',
    });
    expect(report.operations.create['contact']).toBe(1);
  });

  it('keep every value they have when only empty fields are filled, now and in an identical later run', async () => {
    const id = there({ name: 'Mara Quill', emails: mail('quill@example.com'), phones: phone('555-0199') });
    const run = await bench.migrate([mara, tim]);
    expect(bench.crm.get('contact', id)?.fields['phones']).toEqual(phone('555-0199'));
    expect(bench.crm.get('contact', id)?.fields['company']).not.toBeNull();
    expect(bench.crm.all('contact')).toHaveLength(2);
    expect((await bench.verify(run)).differing).toEqual([]);
    await bench.migrate([mara, tim]);
    expect(bench.crm.get('contact', id)?.fields['phones']).toEqual(phone('555-0199'));
  });

  it('are overwritten when the office says so, but never emptied', async () => {
    const id = there({ name: 'Mara Quill', emails: mail('quill@example.com'), phones: phone('555-0199'), owner: '2' });
    await bench.migrate([{ ...mara, data: { ...mara.data, phones: [] } }], { 'match:contact': 'overwrite' });
    expect(bench.crm.get('contact', id)?.fields['phones']).toEqual(phone('555-0199'));
    await bench.migrate([mara], { 'match:contact': 'overwrite' });
    expect(bench.crm.get('contact', id)?.fields['phones']).toEqual(phone('555-0101'));
  });

  it('stay untouched when they are only to be linked', async () => {
    const id = there({ name: 'Mara Quill', emails: mail('quill@example.com') });
    const before = bench.crm.get('contact', id)?.fields;
    await bench.migrate([mara], { 'match:contact': 'keep' });
    expect(bench.crm.get('contact', id)?.fields).toEqual(before);
    expect(bench.crm.all('contact')).toHaveLength(1);
  });

  it('are given back as they were by a rollback', async () => {
    there({ name: 'Mara Quill', emails: mail('quill@example.com') });
    const before = people();
    const run = await bench.migrate([mara, tim], { 'match:contact': 'overwrite' });
    await bench.rollBack(run);
    expect(people()).toMatchObject(before);
    expect(people()).toHaveLength(1);
  });

  it('a child is never taken for the parent whose e-mail it shares', async () => {
    const id = there({ name: 'Mara Quill', emails: mail('quill@example.com') });
    await bench.migrate([tim]);
    expect(bench.crm.get('contact', id)?.fields['name']).toBe('Mara Quill');
    expect(bench.crm.all('contact')).toHaveLength(2);
  });

  it('two standing people who both match are left alone, and a third is made', async () => {
    there({ name: 'Mara Quill', emails: mail('quill@example.com') });
    there({ name: 'Mara Quill', emails: mail('quill@example.com') });
    await bench.migrate([mara]);
    expect(bench.crm.all('contact')).toHaveLength(3);
  });

  it('are not listed at all when the plan creates nothing of their kind', async () => {
    await bench.migrate([mara, tim]);
    bench.crm.asked.length = 0;
    await bench.plan([mara, tim]);
    expect(bench.crm.asked.filter(({ verb, object }) => verb === 'list' && object === 'contact')).toEqual([]);
  });
});
