import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Destination, DestinationPlugin, ExternalId, Fields, Located, SchemaBinding } from '../../migrator/destinations/define.js';
import type { Sample, Testbed } from '../../migrator/destinations/testbed.js';
import { OutcomeUnknown, RecordRejected } from '../../migrator/index.js';
import { same } from '../../migrator/plan/decide.js';

const FOLDER = new URL('../../migrator/destinations/', import.meta.url);
const names = (await readdir(FOLDER, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();

interface Folder {
  readonly plugin: DestinationPlugin;
  testbed(): Promise<Testbed>;
}

async function load(name: string): Promise<Folder> {
  const plugin: { default: DestinationPlugin } = await import(new URL(`${name}/index.ts`, FOLDER).href);
  const bed: { testbed(): Promise<Testbed> } = await import(new URL(`${name}/testbed.ts`, FOLDER).href);
  return { plugin: plugin.default, testbed: () => bed.testbed() };
}

/** A connected account with everything that samples link to: what earlier samples became. */
class Bench {
  readonly written = new Map<ExternalId, Located>();
  readonly bindings: SchemaBinding[] = [];

  constructor(readonly bed: Testbed, readonly to: Destination) {}

  /** The fields with links turned into ids, as the engine hands them over. */
  resolved(fields: Fields): Fields {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => {
      if (typeof value !== 'object' || value === null || !('link' in value)) return [name, value];
      const target = this.written.get(value.link);
      if (target === undefined) throw new Error(`No sample ${value.link} was written before.`);
      return [name, target.id];
    }));
  }

  async create(sample: Pick<Sample, 'object' | 'externalId' | 'fields'>): Promise<Located> {
    const { object, externalId } = sample;
    const fields = this.resolved(sample.fields);
    const [created] = await this.to.create(object, [{ externalId, fields }]);
    if (created === undefined) throw new Error('A creation answered with nothing.');
    this.written.set(externalId, created);
    if (this.isSchema(object)) {
      this.bindings.push({ object, externalId, id: created.id, fields });
      await this.to.bind(this.bindings);
    }
    return created;
  }

  isSchema(object: string): boolean {
    return this.to.vocabulary.objects[object]?.schema === true;
  }

  async listed(object: string, since?: Date): Promise<readonly Located[]> {
    const all: Located[] = [];
    for await (const page of this.to.list(object, since)) all.push(...page);
    return all;
  }

  /** The sample under another id of ours, so that a test may write it again. */
  twin(sample: Sample, name: string): Sample {
    return { ...sample, externalId: `${sample.externalId}-${name}` };
  }
}

/** Fields of `image` that were asked for, with what was asked; equal when the CRM kept them. */
function differing(asked: Fields, image: Fields): readonly string[] {
  return Object.keys(asked).filter((name) => !same(asked[name], image[name]));
}

const soon = (): Date => new Date(Date.now() - 5_000);

describe.each(names)('the destination %s', (name) => {
  let folder: Folder;
  let bench: Bench;
  const sampleOf = (object: string): Sample => {
    const found = bench.bed.samples.findLast((sample) => sample.object === object);
    if (found === undefined) throw new Error(`The testbed has no sample of ${object}.`);
    return found;
  };
  const records = (): readonly string[] => [...new Set(bench.bed.samples.map(({ object }) => object))].filter((object) => !bench.isSchema(object));

  beforeAll(async () => {
    folder = await load(name);
    const bed = await folder.testbed();
    bench = new Bench(bed, await bed.connect());
    await bench.to.bind([]);
    for (const sample of bed.samples) await bench.create(sample);
  });
  afterAll(async () => {
    await bench.to.close();
    await bench.bed.close();
  });

  it('is exported under its folder\'s name with a complete vocabulary', () => {
    const { vocabulary, identityFields } = folder.plugin;
    expect(folder.plugin.name).toBe(name);
    expect([...vocabulary.loadOrder].sort()).toEqual(Object.keys(vocabulary.objects).sort());
    expect(Object.keys(bench.to.abilities.price).sort()).toEqual(Object.keys(vocabulary.objects).sort());
    for (const type of Object.values(vocabulary.objects)) {
      for (const required of type.required) expect(Object.keys(type.fields)).toContain(required);
    }
    for (const [object, type] of Object.entries(vocabulary.objects)) {
      expect(object in identityFields).toBe(type.identity === 'custom-field');
    }
  });

  it('has a sample of every object', () => {
    expect([...new Set(bench.bed.samples.map(({ object }) => object))].sort()).toEqual(Object.keys(folder.plugin.vocabulary.objects).sort());
  });

  it('answers a creation with the record as it now stands', async () => {
    for (const sample of bench.bed.samples) {
      const created = bench.written.get(sample.externalId);
      expect(differing(bench.resolved(sample.fields), created?.fields ?? {}), sample.externalId).toEqual([]);
      if (!bench.isSchema(sample.object)) expect(created?.externalId).toBe(sample.externalId);
    }
  });

  it('lists a fresh write at once, with the same image and our external id', async () => {
    for (const object of records()) {
      const created = await bench.create(bench.twin(sampleOf(object), 'fresh'));
      const found = (await bench.listed(object, soon())).find(({ externalId }) => externalId === created.externalId);
      expect(found, object).toEqual(created);
    }
  });

  it('reads by id what a creation answered, and leaves out ids that nobody has', async () => {
    for (const object of Object.keys(folder.plugin.vocabulary.objects)) {
      const sample = sampleOf(object);
      const created = bench.written.get(sample.externalId);
      if (created === undefined) throw new Error('not written');
      const found = await bench.to.read(object, [created.id, '999999999']);
      expect([...found.keys()], object).toEqual([created.id]);
      expect(found.get(created.id)?.fields, object).toEqual(created.fields);
    }
  });

  it('shows every field of its vocabulary, with null where there is nothing', async () => {
    for (const object of records()) {
      const created = bench.written.get(sampleOf(object).externalId);
      expect(Object.keys(created?.fields ?? {}), object).toEqual(expect.arrayContaining(Object.keys(folder.plugin.vocabulary.objects[object]?.fields ?? {})));
    }
  });

  it('changes the given fields only and answers with the record as it then stands', async () => {
    for (const object of records()) {
      const sample = bench.twin(sampleOf(object), 'changed');
      const created = await bench.create(sample);
      const change = bench.resolved(sample.change);
      const updated = await bench.to.update(object, created.id, sample.externalId, change);
      expect(differing({ ...created.fields, ...change }, updated.fields), object).toEqual([]);
      expect(updated.externalId, object).toBe(sample.externalId);
      expect((await bench.to.read(object, [created.id])).get(created.id)?.fields, object).toEqual(updated.fields);
    }
  });

  it('shows what a person edited, and keeps it through a change of another field', async () => {
    for (const object of records()) {
      const sample = bench.twin(sampleOf(object), 'edited');
      const created = await bench.create(sample);
      await bench.bed.userEdit(object, created.id, sample.editable, 'By hand');
      const seen = (await bench.to.read(object, [created.id])).get(created.id);
      expect(JSON.stringify(seen?.fields[sample.editable]), object).toContain('By hand');
      const { [sample.editable]: _same, ...others } = bench.resolved(sample.change);
      const updated = await bench.to.update(object, created.id, sample.externalId, others);
      expect(updated.fields[sample.editable], object).toEqual(seen?.fields[sample.editable]);
    }
  });

  it('removes a record so that nobody finds it, and is content to remove it twice', async () => {
    for (const object of records()) {
      const created = await bench.create(bench.twin(sampleOf(object), 'removed'));
      await bench.to.remove(object, created.id);
      await bench.to.remove(object, created.id);
      expect(await bench.to.read(object, [created.id]), object).toEqual(new Map());
      expect((await bench.listed(object)).map(({ id }) => id), object).not.toContain(created.id);
    }
  });

  it('creates a batch in one request and answers in its order', async () => {
    for (const object of records()) {
      const batch = folder.plugin.vocabulary.objects[object]?.batch;
      if (batch === undefined) continue;
      const sample = sampleOf(object);
      const outgoing = Array.from({ length: batch.size }, (_, at) => ({ externalId: bench.twin(sample, `batch-${at}`).externalId, fields: bench.resolved(sample.fields) }));
      const before = bench.to.meter().requests;
      const created = await bench.to.create(object, outgoing);
      expect(bench.to.meter().requests - before).toBe(1);
      expect(created.map(({ externalId }) => externalId)).toEqual(outgoing.map(({ externalId }) => externalId));
    }
  });

  it('sends 300 creations at once without one refusal for rate', async () => {
    const before = await bench.bed.refusedForRate();
    const [object = ''] = records();
    const sample = sampleOf(object);
    const wanted = Array.from({ length: 300 }, (_, at) => bench.twin(sample, `burst-${at}`));
    await Promise.all(wanted.map((each) => bench.create(each)));
    expect(await bench.bed.refusedForRate()).toBe(before);
    const listed = new Set((await bench.listed(object)).map(({ externalId }) => externalId));
    expect(wanted.filter(({ externalId }) => !listed.has(externalId))).toEqual([]);
  }, 30_000);

  it('says who is connected and what the plan allows', async () => {
    const facts = await bench.to.facts();
    expect(facts.admin).toBe(true);
    expect(facts.company).not.toBe('');
    expect((await bench.to.users()).map(({ id }) => id)).toContain(facts.user.id);
  });

  it('has metered every request as the account has charged it, to the token', async () => {
    expect(bench.to.meter()).toEqual(await bench.bed.charged());
  });

  it('leaves a creation in doubt when its answer is lost, and lists it when it was done', async () => {
    for (const object of records()) {
      const landed = bench.twin(sampleOf(object), 'landed');
      await bench.bed.fault({ kind: 'lost-after-commit', verb: 'create', object });
      await expect(bench.create(landed), object).rejects.toBeInstanceOf(OutcomeUnknown);
      expect((await bench.listed(object, soon())).map(({ externalId }) => externalId), object).toContain(landed.externalId);
    }
  });

  it('leaves a creation in doubt when its answer is lost, and does not list it when it was not done', async () => {
    for (const object of records()) {
      const lost = bench.twin(sampleOf(object), 'lost');
      await bench.bed.fault({ kind: 'lost-before-commit', verb: 'create', object });
      await expect(bench.create(lost), object).rejects.toBeInstanceOf(OutcomeUnknown);
      expect((await bench.listed(object, soon())).map(({ externalId }) => externalId), object).not.toContain(lost.externalId);
    }
  });

  it('rejects a record that the CRM refuses, naming the field and no value', async () => {
    for (const sample of bench.bed.samples) {
      const { refused } = sample;
      if (refused === undefined) continue;
      const twin = bench.twin(sample, 'refused');
      const error = await bench.create({ ...twin, fields: { ...twin.fields, [refused.field]: refused.value } }).then(() => null, (thrown: unknown) => thrown);
      expect(error, sample.externalId).toBeInstanceOf(RecordRejected);
      const words = JSON.stringify(error, Object.getOwnPropertyNames(error));
      expect(words).toContain(refused.field);
      for (const value of Object.values({ ...twin.fields, [refused.field]: refused.value })) {
        if (typeof value === 'string' && value.length > 3) expect(words).not.toContain(value);
      }
    }
  });

  it('waits out a refusal for rate without anybody noticing', async () => {
    const [object = ''] = records();
    await bench.bed.fault({ kind: 'rate-limited', verb: 'create', object });
    await expect(bench.create(bench.twin(sampleOf(object), 'waited'))).resolves.toBeDefined();
  });

  it('never counts less than it was charged, however many answers were lost', async () => {
    const [metered, charged] = [bench.to.meter(), await bench.bed.charged()];
    expect(metered.tokens).toBeGreaterThanOrEqual(charged.tokens);
    expect(metered.writes).toBeGreaterThanOrEqual(charged.writes);
  });
});
