import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditFiles } from '../../migrator/intake.js';

let folder: string;

beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'unknown-')); });
afterEach(async () => { await rm(folder, { recursive: true, force: true }); });

it('a file that no system writes gets a proposal per column, with reasons and without a cell of it', async () => {
  const last = ['Quillon', 'Stone', 'Harbor', 'Marsh', 'Oakley', 'Winter', 'Ferrow', 'Linden'];
  const first = ['Mara', 'Tim', 'Ada', 'Otis', 'Wes', 'Nora', 'Jonas', 'Ida'];
  const rows = Array.from({ length: 40 }, (_, index) =>
    `${1000 + index},${last[index % 8]},${first[(index * 3) % 8]},0${(index % 9) + 1}/1${index % 9}/19${60 + (index % 30)},m${index}@example.com`);
  await writeFile(join(folder, 'folks.csv'), ['Client Ref,Family Name,Given Name,Born On,Mail Address', ...rows].join('\n'));
  const report = await auditFiles([{ name: 'folks.csv', path: join(folder, 'folks.csv') }], 'dentrix', { workRoot: folder, now: new Date('2026-03-02T09:00:00Z') });
  const [file] = report.files;
  const proposals = Object.fromEntries((file?.columns ?? []).map(({ header, proposal }) => [header, proposal]));
  expect(file?.layout).toBeNull();
  expect(proposals['Family Name']).toBe('patient.lastName');
  expect(proposals['Born On']).toBe('patient.birthDate');
  expect(file?.columns.every(({ confidence, reasons }) => confidence >= 0 && confidence <= 1 && reasons.every((reason) => reason.length > 0))).toBe(true);
  expect(JSON.stringify(report)).not.toContain('Quillon');
  expect(report.rows).toMatchObject({ read: 40, skipped: 40, skippedBy: { 'unknown-layout': 40 } });
});
