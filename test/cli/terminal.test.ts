import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../migrator/cli/failures.js';
import { Interrupts } from '../../migrator/cli/interrupts.js';
import { parse } from '../../migrator/cli/parse.js';
import { scratchIn } from '../../migrator/cli/scratch.js';
import { StatusLine, duration, progressLine } from '../../migrator/cli/status-line.js';
import { USAGES, help, helpOf } from '../../migrator/cli/usage.js';
import { PauseRun } from '../../migrator/index.js';

const progress = { done: 1_250, total: 10_000, rate: 41.4, secondsLeft: 211, tokens: { predicted: 60_000, charged: 7_420 } };

describe('the line at the bottom of a terminal', () => {
  it('says how far a run is, how fast, what it has cost and how long it will take', () => {
    expect(progressLine(progress)).toBe('1,250 of 10,000 (12 %) · 41 a second · 7,420 of 60,000 tokens · 4 min left');
    expect(progressLine({ ...progress, done: 10_000 })).not.toContain('left');
    expect(progressLine({ done: 0, total: 0, rate: 0, secondsLeft: null, tokens: { predicted: 5, charged: 0 } })).toBe('0 of 0 (100 %) · 0 of 5 tokens');
  });

  it('is drawn in place, cut to the width, and taken away before anything else is written', () => {
    const written: string[] = [];
    const line = new StatusLine(() => ({ columns: 20, write: (text) => written.push(text) }));
    line.show(progressLine(progress));
    line.clear();
    line.clear();
    expect(written).toEqual(['\r\u001b[2K1,250 of 10,000 (12', '\r\u001b[2K']);
  });

  it('is not drawn where there is no terminal', () => {
    const line = new StatusLine(() => null);
    line.show('Planning…');
    line.clear();
    expect(line.visible).toBe(false);
  });

  it.each([[0.2, '1 s'], [59, '59 s'], [95, '2 min'], [7_260, '2 h 1 min']])('%d seconds are said as %s', (seconds, said) => {
    expect(duration(seconds)).toBe(said);
  });
});

describe('Ctrl-C', () => {
  it('is taken once by a command that can stop in good order; the next one ends the process', () => {
    const interrupts = new Interrupts();
    let stops = 0;
    interrupts.take(() => { stops += 1; });
    expect([interrupts.press(), interrupts.press(), stops]).toEqual([true, false, 1]);
  });

  it('is nobody\'s again when the command gave it back', () => {
    const interrupts = new Interrupts();
    interrupts.take(() => { throw new Error('not any more'); })();
    expect(interrupts.press()).toBe(false);
  });
});

describe('help', () => {
  it('names every command and every option of it', () => {
    for (const [name, usage] of Object.entries(USAGES)) {
      expect(help()).toContain(`bridgework ${name}`);
      const given = 'options' in usage ? usage.options : [];
      for (const option of given) expect(usage.calls.join(' ')).toContain(`--${option}`);
    }
    expect(help().split('\n').every((text) => text.length <= 160)).toBe(true);
  });

  it('of one command is asked for in three ways', () => {
    for (const words of [['help', 'run'], ['run', '--help'], ['--help', 'run']]) expect(parse(words)).toEqual({ kind: 'help', about: 'run' });
    expect(helpOf('run')).toContain('--only-failed');
  });
});

describe('what went wrong', () => {
  it('an error that nobody foresaw names places in our code and repeats nothing of its text, which could quote a patient', () => {
    const error = new TypeError('Cannot read properties of "Mara Quill"');
    error.stack = 'TypeError: Cannot read properties of "Mara Quill"\n    at decide (file:///srv/app/dist/migrator/plan/decide.js:12:7)\n    at node:internal/x:1:1';
    const { code, exit, message } = failureOf(error);
    expect({ code, exit }).toEqual({ code: 'bug', exit: 1 });
    expect(message).toContain('TypeError at migrator/plan/decide.js:12');
    expect(message).not.toMatch(/Quill|srv/);
  });

  it('a pause before the run began tells cause and remedy as sentences', () => {
    expect(failureOf(new PauseRun('Pipedrive does not answer', 'Resume in a few minutes.')).message).toBe('Pipedrive does not answer. Resume in a few minutes.');
  });

  it('a full disk is told as such, wherever in the chain of causes it stands', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(failureOf(new Error('outer', { cause: full }))).toMatchObject({ code: 'ENOSPC', message: expect.stringContaining('The disk is full.') });
  });
});

it('what a killed process left unpacked is deleted by the next one, and what a living one unpacks is not', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'scratch-test-'));
  const dead = await scratchIn(parent, { host: 'office-pc.local', pid: 11, alive: () => true });
  const living = await scratchIn(parent, { host: 'office-pc.local', pid: 12, alive: (pid) => pid !== 11 || dead.folder === '' });
  const elsewhere = await scratchIn(parent, { host: 'other', pid: 11, alive: () => true });
  await mkdir(join(living.folder, 'unpacked'));
  const own = await scratchIn(parent, { host: 'office-pc.local', pid: 13, alive: (pid) => pid === 12 });
  expect((await readdir(parent)).map((entry) => join(parent, entry)).sort()).toEqual([living.folder, elsewhere.folder, own.folder].sort());
  expect((await stat(own.folder)).mode & 0o077).toBe(0);
  own.remove();
  expect(await readdir(parent)).toHaveLength(2);
  await rm(parent, { recursive: true, force: true });
});
