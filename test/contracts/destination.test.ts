import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Destination, DestinationPlugin, ExternalId, Fields, Located, SchemaBinding } from '../../migrator/destinations/define.js';
import type { Sample, Testbed } from '../../migrator/destinations/testbed.js';
import { OutcomeUnknown, RecordRejected } from '../../migrator/index.js';
import { same } from '../../migrator/plan/decide.js';

const FOLDER = new URL('../../migrator/destinations/', import.meta.url);
const names = (await readdir(FOLDER, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();

interface Folder {
  readonly name: string;
  readonly plugin: DestinationPlugin;
  testbed(): Promise<Testbed>;
}

async function load(name: string): Promise<Folder> {
  const plugin: { default: DestinationPlugin } = await import(new URL(`${name}/index.ts`, FOLDER).href);
  const bed: { testbed(): Promise<Testbed> } = await import(new URL(`${name}/testbed.ts`, FOLDER).href);
  return { name, plugin: plugin.default, testbed: () => bed.testbed() };
}

const folders = await Promise.all(names.map(load));

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

  writtenAs({ externalId }: Sample): Located {
    const found = this.written.get(externalId);
    if (found === undefined) throw new Error(`Sample ${externalId} was not written.`);
    return found;
  }

  isSchema(object: string): boolean {
    return this.to.vocabulary.objects[object]?.schema === true;
  }

  async listed(object: string, since?: Date): Promise<readonly Located[]> {
    const all: Located[] = [];
    for await (const page of this.to.list(object, since)) all.push(...page);
    return all;
  }

  /** The latest sample of an object: the one with the most to it. */
  sampleOf(object: string): Sample {
    const found = this.bed.samples.findLast((sample) => sample.object === object);
    if (found === undefined) throw new Error(`The testbed has no sample of ${object}.`);
    return found;
  }

  /** The sample under another id of ours, so that a test may write it again. */
  twin(object: string, name: string): Sample {
    const sample = this.sampleOf(object);
    return { ...sample, externalId: `${sample.externalId}-${name}` };
  }
}

/** Fields of `image` that were asked for, with what was asked; equal when the CRM kept them. */
function differing(asked: Fields, image: Fields): readonly string[] {
  return Object.keys(asked).filter((name) => !same(asked[name], image[name]));
}

const soon = (): Date => new Date(Date.now() - 5_000);

describe.each(folders)('the destination $name', (folder) => {
  const { name, plugin } = folder;
  const { vocabulary, identityFields } = plugin;
  const objects = Object.keys(vocabulary.objects);
  const setUp = objects.filter((object) => vocabulary.objects[object]?.schema === true);
  const records = objects.filter((object) => !setUp.includes(object));
  const [first = ''] = records;
  let bench: Bench;

  beforeAll(async () => {
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
    expect(plugin.name).toBe(name);
    expect([...vocabulary.loadOrder].sort()).toEqual([...objects].sort());
    expect(Object.keys(bench.to.abilities.price).sort()).toEqual([...objects].sort());
    expect(Object.keys(identityFields).sort()).toEqual(objects.filter((object) => vocabulary.objects[object]?.identity === 'custom-field').sort());
    const unknown = Object.values(vocabulary.objects).flatMap(({ required, fields }) => required.filter((field) => !(field in fields)));
    expect(unknown).toEqual([]);
  });

  it('has a sample of every object', () => {
    expect([...new Set(bench.bed.samples.map(({ object }) => object))].sort()).toEqual([...objects].sort());
  });

  describe.each(objects)('%s', (object) => {
    it('answers a creation with the record as it now stands', () => {
      const wrong = bench.bed.samples.filter((sample) => sample.object === object).flatMap(({ externalId, fields }) =>
        differing(bench.resolved(fields), bench.written.get(externalId)?.fields ?? {}));
      expect(wrong).toEqual([]);
    });

    it('reads by id what a creation answered, and leaves out ids that nobody has', async () => {
      const created = bench.writtenAs(bench.sampleOf(object));
      const found = await bench.to.read(object, [created.id, '999999999']);
      expect([...found.keys()]).toEqual([created.id]);
      expect(found.get(created.id)?.fields).toEqual(created.fields);
    });

    it('shows every field of its vocabulary, with null where there is nothing', () => {
      const { fields } = bench.writtenAs(bench.sampleOf(object));
      expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(vocabulary.objects[object]?.fields ?? {})));
    });

    it('changes the given fields only and answers with the record as it then stands', async () => {
      const sample = bench.twin(object, 'changed');
      const created = await bench.create(sample);
      const change = bench.resolved(sample.change);
      const updated = await bench.to.update(object, created.id, sample.externalId, change);
      expect(differing({ ...created.fields, ...change }, updated.fields)).toEqual([]);
      expect(updated.externalId).toBe(created.externalId);
      expect((await bench.to.read(object, [created.id])).get(created.id)?.fields).toEqual(updated.fields);
    });

    it('removes a record so that nobody finds it, and is content to remove it twice', async () => {
      const created = await bench.create(bench.twin(object, 'removed'));
      await bench.to.remove(object, created.id);
      await bench.to.remove(object, created.id);
      expect(await bench.to.read(object, [created.id])).toEqual(new Map());
      expect((await bench.listed(object)).map(({ id }) => id)).not.toContain(created.id);
    });
  });

  describe.each(records)('%s', (object) => {
    it('carries our external id, and is listed at once after its creation', async () => {
      const sample = bench.twin(object, 'fresh');
      const created = await bench.create(sample);
      expect(created.externalId).toBe(sample.externalId);
      expect((await bench.listed(object, soon())).find(({ externalId }) => externalId === sample.externalId)).toEqual(created);
    });

    it('shows what a person edited, and keeps it through a change of another field', async () => {
      const sample = bench.twin(object, 'edited');
      const created = await bench.create(sample);
      await bench.bed.userEdit(object, created.id, sample.editable, 'By hand');
      const seen = (await bench.to.read(object, [created.id])).get(created.id);
      expect(JSON.stringify(seen?.fields[sample.editable])).toContain('By hand');
      const { [sample.editable]: _same, ...others } = bench.resolved(sample.change);
      const updated = await bench.to.update(object, created.id, sample.externalId, others);
      expect(updated.fields[sample.editable]).toEqual(seen?.fields[sample.editable]);
    });
  });

  describe.each(records.filter((object) => vocabulary.objects[object]?.batch !== undefined))('%s', (object) => {
    it('is created in batches of one request, answered in their order', async () => {
      const { fields } = bench.sampleOf(object);
      const size = vocabulary.objects[object]?.batch?.size ?? 0;
      const outgoing = Array.from({ length: size }, (_, at) => ({ externalId: bench.twin(object, `batch-${at}`).externalId, fields: bench.resolved(fields) }));
      const before = bench.to.meter().requests;
      const created = await bench.to.create(object, outgoing);
      expect(bench.to.meter().requests - before).toBe(1);
      expect(created.map(({ externalId }) => externalId)).toEqual(outgoing.map(({ externalId }) => externalId));
    });
  });

  it('sends 300 creations at once without one refusal for rate', async () => {
    const before = await bench.bed.refusedForRate();
    const wanted = Array.from({ length: 300 }, (_, at) => bench.twin(first, `burst-${at}`));
    await Promise.all(wanted.map((each) => bench.create(each)));
    expect(await bench.bed.refusedForRate()).toBe(before);
    const listed = new Set((await bench.listed(first)).map(({ externalId }) => externalId));
    expect(wanted.filter(({ externalId }) => !listed.has(externalId))).toEqual([]);
  }, 30_000);

  it('rejects records that the CRM refuses, naming the field and no value', async () => {
    for (const { object, refused } of bench.bed.samples) {
      if (refused === undefined) continue;
      const twin = bench.twin(object, 'refused');
      const fields = { ...twin.fields, [refused.field]: refused.value };
      const error = await bench.create({ ...twin, fields }).then(() => null, (thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(RecordRejected);
      const words = JSON.stringify(error, Object.getOwnPropertyNames(error));
      expect(words).toContain(refused.field);
      const leaked = Object.values(fields).filter((value) => typeof value === 'string' && value.length > 3 && words.includes(value));
      expect(leaked).toEqual([]);
    }
  });

  it('says who is connected and what the plan allows', async () => {
    const facts = await bench.to.facts();
    expect(facts.admin).toBe(true);
    expect(facts.company).not.toBe('');
    expect((await bench.to.users()).map(({ id }) => id)).toContain(facts.user.id);
  });

  it('has metered every request as the account has charged it, to the token', async () => {
    expect(bench.to.meter()).toEqual(await bench.bed.charged());
  });

  it('waits out a refusal for rate without anybody noticing', async () => {
    await bench.bed.fault({ kind: 'rate-limited', verb: 'create', object: first });
    await expect(bench.create(bench.twin(first, 'waited'))).resolves.toBeDefined();
  });

  describe.each(records)('%s', (object) => {
    it('stays in doubt when the answer to its creation is lost, and is listed when it was created', async () => {
      const landed = bench.twin(object, 'landed');
      await bench.bed.fault({ kind: 'lost-after-commit', verb: 'create', object });
      await expect(bench.create(landed)).rejects.toBeInstanceOf(OutcomeUnknown);
      expect((await bench.listed(object, soon())).map(({ externalId }) => externalId)).toContain(landed.externalId);
    });

    it('stays in doubt when the answer to its creation is lost, and is not listed when it was not created', async () => {
      const lost = bench.twin(object, 'lost');
      await bench.bed.fault({ kind: 'lost-before-commit', verb: 'create', object });
      await expect(bench.create(lost)).rejects.toBeInstanceOf(OutcomeUnknown);
      expect((await bench.listed(object, soon())).map(({ externalId }) => externalId)).not.toContain(lost.externalId);
    });
  });

  it('never counts less than it was charged, however many answers were lost', async () => {
    const [metered, charged] = [bench.to.meter(), await bench.bed.charged()];
    expect(metered.tokens).toBeGreaterThanOrEqual(charged.tokens);
    expect(metered.writes).toBeGreaterThanOrEqual(charged.writes);
  });
});
