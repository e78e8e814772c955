/**
 * Finds duplicates in generated practices and prints precision, recall and time: `node --import` a TypeScript loader, or compile first.
 * Twenty practices of 500 patients, then one of as many as the first argument says (default 100,000).
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkPatients, People } from '../migrator/linkage/index.js';
import { samplePractice, type Truth } from '../migrator/practice/index.js';
import { readExport } from '../migrator/read/index.js';
import dentrix from '../migrator/sources/dentrix/index.js';

interface Result { readonly proposed: number; readonly right: number; readonly twice: number; readonly households: number; readonly seconds: number; readonly compared: number }

async function measure(seed: number, patients: number): Promise<Result> {
  const out = await mkdtemp(join(tmpdir(), 'bench-linkage-'));
  try {
    const files = await samplePractice({ source: 'dentrix', patients, seed, households: true, out });
    // Written by the generator a moment ago.
    const truth = JSON.parse(await readFile(join(out, 'truth.json'), 'utf8')) as Truth;
    const people = new People();
    const { files: read } = await readExport(files.filter(({ name }) => /v_patient\.\w+$/.test(name)), dentrix, [dentrix]);
    for (const file of read) {
      for await (const { records } of file.rows) {
        for (const record of records) if (record.stream === 'patient') people.add({ ...record.origin, key: record.key }, record.data);
      }
    }
    const started = performance.now();
    const { pairs, compared } = linkPatients(people);
    const seconds = (performance.now() - started) / 1000;
    const name = (a: string, b: string): string => [a, b].sort().join(' ');
    const known = new Map(truth.duplicates.map(({ a, b, verdict }) => [name(a, b), verdict]));
    const proposed = pairs.filter(({ verdict }) => verdict === 'same' || verdict === 'probable').map(({ a, b }) => known.get(name(a.key, b.key)));
    return {
      proposed: proposed.length, right: proposed.filter((verdict) => verdict === 'same').length, households: proposed.filter((verdict) => verdict === 'household').length,
      twice: [...known.values()].filter((verdict) => verdict === 'same').length, seconds, compared,
    };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function told(what: string, { proposed, right, twice, households, seconds, compared }: Result): void {
  const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(4));
  process.stdout.write(`${what}: precision ${share(right, proposed)} (${right}/${proposed}), recall ${share(right, twice)} (${right}/${twice}), `
    + `households proposed ${households}, ${compared} pairs compared in ${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1_048_576)} MB resident\n`);
}

const sum: Result[] = [];
for (let seed = 1; seed <= 20; seed += 1) sum.push(await measure(seed, 500));
const total = (of: keyof Result): number => sum.reduce((all, result) => all + result[of], 0);
told('20 practices of 500', { proposed: total('proposed'), right: total('right'), twice: total('twice'), households: total('households'), seconds: total('seconds'), compared: total('compared') });
const many = Number(process.argv[2] ?? 100_000);
told(`one practice of ${many}`, await measure(1, many));
