import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../server/config.js';

const complete = {
  PIPEDRIVE_CLIENT_ID: 'client',
  PIPEDRIVE_CLIENT_SECRET: 'secret',
  PUBLIC_URL: 'https://app.example.com',
  MASTER_KEY: '0f'.repeat(32),
};

const problemsOf = (variables: Readonly<Record<string, string>>): readonly string[] => {
  const reading = readConfig(variables);
  return reading.kind === 'refused' ? reading.problems : [];
};

const configOf = (variables: Readonly<Record<string, string>>) => {
  const reading = readConfig(variables);
  if (reading.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(reading)}`);
  return reading.config;
};

test('the four main variables are enough, and the rest has defaults', () => {
  const config = configOf(complete);
  expect(config).toMatchObject({
    port: 3000, dataDir: './data', database: { kind: 'sqlite' }, uploads: { bytes: 2_147_483_648, files: 100 }, logLevel: 'info',
    standIn: false, publicUrl: 'https://app.example.com', tokenSecret: 'secret', oauthHost: 'https://oauth.pipedrive.com',
    frameAncestors: ['https://*.pipedrive.com'], trustedProxies: 1,
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test('with none of the four set the demonstration is wanted', () => {
  expect(readConfig({ PORT: '3100', PUBLIC_URL: ' ' })).toMatchObject({ kind: 'demo', house: { port: 3100, logLevel: 'warn' } });
});

test('with some of the four set every missing one is named', () => {
  const problems = problemsOf({ PIPEDRIVE_CLIENT_ID: 'client' });
  expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(['MASTER_KEY', 'PIPEDRIVE_CLIENT_SECRET', 'PUBLIC_URL']);
});

test('all problems are reported at once, in words and without the values', () => {
  const problems = problemsOf({
    ...complete, MASTER_KEY: 'c2hvcnQtc2VjcmV0', PUBLIC_URL: 'http://app.example.com', PORT: 'eighty', MAX_UPLOAD_BYTES: '0', MAX_UPLOAD_FILES: '-1',
    DATABASE_URL: 'mysql://db', PIPEDRIVE_OAUTH_HOST: 'http://oauth.example.com', FRAME_ANCESTORS: '*', LOG_LEVEL: 'loud', TRUSTED_PROXIES: 'all',
  });
  expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
    'DATABASE_URL', 'FRAME_ANCESTORS', 'LOG_LEVEL', 'MASTER_KEY', 'MAX_UPLOAD_BYTES', 'MAX_UPLOAD_FILES', 'PIPEDRIVE_OAUTH_HOST', 'PORT', 'PUBLIC_URL', 'TRUSTED_PROXIES',
  ]);
  expect(problems.every((problem) => problem.endsWith('.'))).toBe(true);
  expect(problems.join()).not.toContain('c2hvcnQtc2VjcmV0');
});

test('problems of optional variables also stop the demonstration', () => {
  expect(problemsOf({ PORT: '70000' })).toEqual(['PORT must be a whole number from 1 to 65535.']);
});

test.each([
  ['hexadecimal', 'ab'.repeat(32)],
  ['base64', Buffer.alloc(32, 7).toString('base64')],
  ['base64url', Buffer.alloc(32, 255).toString('base64url')],
])('the master key may be written as %s', (_name, key) => {
  expect(configOf({ ...complete, MASTER_KEY: key }).masterKey).toHaveLength(32);
});

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])('%s needs no https', (address) => {
  expect(configOf({ ...complete, PUBLIC_URL: address })).toMatchObject({ publicUrl: address, trustedProxies: 0 });
});

test.each(['http://127.evil.example', 'http://localhost.example.com', 'https://app.example.com/path', 'https://user@app.example.com', 'app.example.com'])(
  '%s is refused as our address', (address) => {
    expect(problemsOf({ ...complete, PUBLIC_URL: address })).toHaveLength(1);
  });

test('an OAuth host on this machine is a stand-in', () => {
  expect(configOf({ ...complete, PIPEDRIVE_OAUTH_HOST: 'http://127.0.0.1:4000' }).standIn).toBe(true);
});

test('a PostgreSQL address replaces the file', () => {
  const url = 'postgres://bridgework@db.example.com/bridgework';
  expect(configOf({ ...complete, DATABASE_URL: url }).database).toEqual({ kind: 'postgres', url });
});

test('.env.example explains exactly the variables that are read', () => {
  const read = ['config.ts'].map((file) => readFileSync(new URL(`../../server/${file}`, import.meta.url), 'utf8')).join('');
  const named = new Set([...read.matchAll(/reader\.(?:required|optional)\('(\w+)'/g)].map((match) => match[1]));
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const explained = new Set([...example.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]));
  expect([...explained].sort()).toEqual([...named].sort());
});
