import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closedFolder } from '../support/postgres.js';

describe('the way to the programs of PostgreSQL', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bridgework-way-'));
    mkdirSync(join(folder, 'inner', 'programs'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is closed at the first folder that other users may not enter', () => {
    chmodSync(folder, 0o700);
    expect(closedFolder(join(folder, 'inner', 'programs'))).toBe(folder);
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'inner'), 0o750);
    expect(closedFolder(join(folder, 'inner', 'programs'))).toBe(join(folder, 'inner'));
  });

  it('is open when they may enter every folder', () => {
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'inner'), 0o755);
    expect(closedFolder(join(folder, 'inner', 'programs'))).toBeNull();
  });
});
