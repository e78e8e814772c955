import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import request from 'supertest';
import { aStage, connected } from './support.js';
import type { Stage } from './support.js';

let stage: Stage;
beforeEach(async () => {
  stage = await aStage();
});
afterEach(() => stage.close());

const connect = (companyId: number, userId: number) => connected(stage, { companyId, userId });

const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const genuine = (): string => basic(stage.config.clientId, stage.config.clientSecret);

const announce = (body: object, authorization: string | null = genuine()) => {
  const sent = request(stage.app).delete('/callback');
  if (authorization !== null) sent.set('Authorization', authorization);
  return sent.send(body);
};

const about = (companyId: number, userId: number): object =>
  ({ client_id: stage.config.clientId, company_id: companyId, user_id: userId, timestamp: '2026-01-02 03:04:05' });

test('a user who uninstalls loses their credentials, a colleague keeps theirs', async () => {
  const account = await connect(501, 77);
  await connect(501, 78);
  expect((await announce(about(501, 77))).status).toBe(200);
  expect(await stage.migrator.accounts.credentialUsers(account.id)).toEqual(['78']);
});

test('with the last user everything of the company is forgotten, and nothing of another', async () => {
  const account = await connect(501, 77);
  const other = await connect(999, 12);
  expect((await announce(about(501, 77))).status).toBe(200);
  expect(await stage.migrator.accounts.byId(account.id)).toBeNull();
  expect(await stage.migrator.accounts.credentialUsers(other.id)).toEqual(['12']);
});

test('an announcement may come twice, and for people who were never here', async () => {
  await connect(501, 77);
  expect((await announce(about(501, 77))).status).toBe(200);
  expect((await announce(about(501, 77))).status).toBe(200);
  expect((await announce(about(4711, 1))).status).toBe(200);
});

describe('nothing is deleted by', () => {
  const deaf = async (answer: { status: number }, status: number): Promise<void> => {
    expect(answer.status).toBe(status);
    const account = await stage.migrator.accounts.byKey('pipedrive', '501');
    expect(await stage.migrator.accounts.credentialUsers(account?.id ?? '')).toEqual(['77']);
  };
  beforeEach(async () => {
    await connect(501, 77);
  });

  test('an announcement without credentials', async () => deaf(await announce(about(501, 77), null), 401));
  test('one with a wrong secret', async () => deaf(await announce(about(501, 77), basic(stage.config.clientId, 'wrong')), 401));
  test('one with another client', async () => deaf(await announce(about(501, 77), basic('other', stage.config.clientSecret)), 401));
  test('one about another app', async () => deaf(await announce({ ...about(501, 77), client_id: 'other' }), 400));
  test('one without a user', async () => deaf(await announce({ client_id: stage.config.clientId, company_id: 501 }), 400));
  test('one whose company is no number', async () => deaf(await announce({ ...about(501, 77), company_id: '501 or 1=1' }), 400));
  test('one that is no JSON', async () => deaf(await request(stage.app).delete('/callback').set('Authorization', genuine()).type('json').send('{'), 400));
  test('news about sharing, which nobody signs', async () =>
    deaf(await request(stage.app).post('/callback').send({ company_id: 501, user_id: 77, isShared: false }), 200));
});
