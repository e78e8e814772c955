import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from './ports.js';

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  expect(existsSync(MAIN), 'run “npm run build” first: these tests start the built server').toBe(true);
  folder = await mkdtemp(join(tmpdir(), 'bridgework-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

function start(variables: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env: { PATH: process.env['PATH'], ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (piece: Buffer) => void (out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => void (err += piece.toString()));
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  return { child, out: () => out, err: () => err, ended };
}

test('half a configuration is refused with everything that is missing or wrong', async () => {
  const server = start({ PIPEDRIVE_CLIENT_ID: 'client', PORT: 'eighty' });
  expect(await server.ended).toBe(1);
  for (const name of ['PIPEDRIVE_CLIENT_SECRET', 'PUBLIC_URL', 'MASTER_KEY', 'PORT']) expect(server.err()).toContain(`- ${name} `);
  expect(server.out()).toBe('');
});

test('without configuration the demonstration opens, prints one address and ends in order', async () => {
  const port = await freePort();
  const first = start({ PORT: String(port) });
  await expect.poll(first.out, { timeout: 20_000 }).toMatch(/^Open http:\/\/127\.0\.0\.1:\d+\/?\n$/);
  expect(first.err()).toContain('Made a development master key');
  expect((await stat(join(folder, 'data', 'development.key'))).mode & 0o077).toBe(0);
  const host = await fetch(first.out().replace('Open ', '').trim());
  expect(await host.text()).toContain('<html');
  const install = await fetch(`http://127.0.0.1:${port}/install`, { redirect: 'manual' });
  expect(install.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\?/);
  expect((await fetch(`http://127.0.0.1:${port}/panel`)).headers.get('content-security-policy')).toMatch(/frame-ancestors http:\/\/127\.0\.0\.1:\d+/);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const second = start({ PORT: String(port) });
  await expect.poll(second.out, { timeout: 20_000 }).toContain('Open');
  expect(second.err()).not.toContain('master key');
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

test('two demonstrations on one machine do not get in each other’s way', async () => {
  const servers = [start({ PORT: String(await freePort()), DATA_DIR: './one' })];
  await expect.poll(servers[0]?.out ?? String, { timeout: 20_000 }).toContain('Open');
  servers.push(start({ PORT: String(await freePort()), DATA_DIR: './two' }));
  await expect.poll(servers[1]?.out ?? String, { timeout: 20_000 }).toContain('Open');
  expect(servers[0]?.out()).not.toBe(servers[1]?.out());
});
