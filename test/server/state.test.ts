import express from 'express';
import request from 'supertest';
import { expect, test } from 'vitest';
import { installStates } from '../../server/install/state.js';

/** A server that gives out states and checks them, at whatever minute it is told. */
function desk(masterKey = Buffer.alloc(32, 1)) {
  let minute = 0;
  const states = installStates({ masterKey, secure: true, now: () => new Date(minute * 60_000), random: (bytes) => Buffer.alloc(bytes, 7) });
  const app = express();
  app.get('/issue', (_request, response) => void response.send(states.issue(response)));
  app.get('/callback', (incoming, response) => void response.send(String(states.accept(incoming, response))));
  const accept = async (state: string, cookie: string) => (await request(app).get(`/callback?state=${state}`).set('Cookie', cookie)).text === 'true';
  return { at: (now: number) => void (minute = now), issue: () => request(app).get('/issue'), accept };
}

const cookieOf = (answer: { readonly headers: Readonly<Record<string, unknown>> }): string => String(answer.headers['set-cookie']);

test('a state is good for ten minutes', async () => {
  const { at, issue, accept } = desk();
  const issued = await issue();
  const cookie = cookieOf(issued).split(';')[0] ?? '';
  at(9);
  expect(await accept(issued.text, cookie)).toBe(true);
  at(10);
  expect(await accept(issued.text, cookie)).toBe(false);
});

test('its cookie is for https and the callback only, and no script reads it', async () => {
  expect(cookieOf(await desk().issue())).toMatch(/^bridgework-install=[\w-]{43}; Max-Age=600; Path=\/callback; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
});

test('a state of a server with another master key is worth nothing', async () => {
  const foreign = await desk(Buffer.alloc(32, 2)).issue();
  expect(await desk().accept(foreign.text, cookieOf(foreign).split(';')[0] ?? '')).toBe(false);
});
