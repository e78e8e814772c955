import { afterEach, describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../migrator/destinations/rate-limiter.js';
import { openClients } from '../../../migrator/destinations/pipedrive/clients.js';
import { type Machine, Transport } from '../../../migrator/destinations/pipedrive/transport.js';
import { OutcomeUnknown, PauseRun, RecordRejected } from '../../../migrator/index.js';
import { type Scripted, scriptedServer, type Seen } from './scripted-server.js';

const NOON = new Date('2026-03-02T12:00:00Z');
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** The official client over our transport, against a server that answers as told; sleeping only counts. */
async function account(answer: (seen: Seen, count: number) => Scripted, timeoutMs = 10_000) {
  const server = await scriptedServer(answer);
  opened.push(server.close);
  const slept: number[] = [];
  let now = 0;
  const machine: Machine = {
    fetch, random: () => 0, timeoutMs, now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
  const tokens = { value: 'old', renewed: 0, current: async () => tokens.value, renew: async () => { tokens.renewed += 1; tokens.value = 'new'; } };
  const transport = new Transport({
    origin: server.url, machine, tokens, clock: () => NOON, limiter: new RateLimiter({ main: 80, search: 10 }, 2_000, machine),
    labelOf: (key) => (key === 'f'.repeat(40) ? 'Date of birth' : key),
  });
  return { server, slept, tokens, transport, clients: openClients(server.url, transport) };
}

const anna = { AddPersonRequest: { name: 'Anna Example', custom_fields: { ['f'.repeat(40)]: '1970-01-01' } } };
const failure = async (answer: Promise<unknown>): Promise<unknown> => answer.then(() => new Error('It did not fail.'), (error: unknown) => error);
const textOf = (error: unknown): string => JSON.stringify(error, Object.getOwnPropertyNames(error));

describe('the transport under the official client', () => {
  it('signs requests and counts their published price', async () => {
    const { clients, server, transport } = await account(() => ({ body: { success: true, data: { id: 1 } } }));
    await clients.persons.addPerson(anna);
    await clients.notes.getNotes({ limit: 500 });
    await clients.leads.getLead({ id: 'adf21080-0e10-11eb-879b-05d71fb426ec' });
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer old', 'Bearer old']);
    expect(transport.meter()).toEqual({ tokens: 5 + 20 + 2, requests: 3, writes: 1 });
  });

  it('waits as long as Retry-After says, then sends a rate-limited write again', async () => {
    const { clients, slept, transport } = await account((_seen, count) =>
      (count === 1 ? { status: 429, headers: { 'retry-after': '3' }, body: { success: false } } : { body: { success: true, data: { id: 1 } } }));
    await clients.persons.addPerson(anna);
    expect(slept).toEqual([3_000]);
    expect(transport.meter()).toEqual({ tokens: 5, requests: 1, writes: 1 });
  });

  it('backs off by itself when a 429 says nothing', async () => {
    const { clients, slept } = await account((_seen, count) => (count <= 3 ? { status: 429, body: { success: false } } : {}));
    await clients.persons.getPersons();
    expect(slept).toEqual([500, 1_000, 2_000]);
  });

  it('pauses until midnight UTC when the day budget is spent', async () => {
    const { clients } = await account(() => ({ status: 429, headers: { 'x-daily-ratelimit-token-remaining': '0' }, body: { success: false } }));
    const error = await failure(clients.persons.addPerson(anna));
    expect(error).toBeInstanceOf(PauseRun);
    expect(error).toMatchObject({ until: new Date('2026-03-03T00:00:00Z') });
  });

  it('takes a 429 that lasts over a minute for a spent day budget', async () => {
    const { clients, server } = await account(() => ({ status: 429, body: { success: false } }));
    expect(await failure(clients.persons.getPersons())).toMatchObject({ name: 'PauseRun', until: new Date('2026-03-03T00:00:00Z') });
    expect(server.seen.length).toBeLessThan(12);
  });

  it('renews the authorization once after a 401 and repeats the request', async () => {
    const { clients, tokens } = await account(({ authorization }) => (authorization === 'Bearer new' ? {} : { status: 401, body: { success: false } }));
    await clients.persons.addPerson(anna);
    expect(tokens.renewed).toBe(1);
  });

  it('pauses when the renewed authorization is refused too', async () => {
    const { clients } = await account(() => ({ status: 401, body: { success: false } }));
    const error = await failure(clients.persons.addPerson(anna));
    expect(error).toMatchObject({ name: 'PauseRun', cause: 'Pipedrive no longer accepts our authorization' });
  });

  it.each<[string, Scripted]>([
    ['500', { status: 500, body: { success: false, error: 'Internal Server Error', code: 'ERR_UNKNOWN' } }],
    ['502 in HTML', { status: 502, body: '<html>bad gateway</html>' }],
    ['503', { status: 503, body: { success: false } }],
    ['silence', { end: 'silence' }],
    ['a reset connection', { end: 'reset' }],
    ['an answer cut short', { end: 'reset-mid-body' }],
    ['an answer that is no JSON', { body: 'OK' }],
  ])('leaves a write in doubt after %s, and never sends it twice', async (_what, scripted) => {
    const { clients, server, transport } = await account(() => scripted, 150);
    expect(await failure(clients.persons.addPerson(anna))).toBeInstanceOf(OutcomeUnknown);
    expect(server.seen).toHaveLength(1);
    expect(transport.meter().tokens).toBe(5);
  });

  it.each<[string, Scripted]>([
    ['500', { status: 500, body: { success: false } }], ['silence', { end: 'silence' }], ['a reset connection', { end: 'reset' }], ['no JSON', { body: 'OK' }],
  ])('repeats a read after %s, then pauses', async (_what, scripted) => {
    const patient = await account((_seen, count) => (count <= 2 ? scripted : { body: { success: true, data: [] } }), 400);
    await expect(patient.clients.persons.getPersons()).resolves.toEqual({ success: true, data: [] });
    const hopeless = await account(() => scripted, 150);
    expect(await failure(hopeless.clients.persons.getPersons())).toBeInstanceOf(PauseRun);
    expect(hopeless.server.seen).toHaveLength(4);
  });

  it('repeats a write that never left, and pauses when nobody is there', async () => {
    const { clients, server } = await account(() => ({}));
    await server.close();
    expect(await failure(clients.persons.addPerson(anna))).toBeInstanceOf(PauseRun);
  });

  it('names refused fields by their labels and repeats no word of the server that could be a value', async () => {
    const key = 'f'.repeat(40);
    const { clients } = await account(() => ({
      status: 400, body: { success: false, error: `Validation failed: custom_fields.${key}: "1970-01-01" of Anna Example is not a date`, code: 'ERR_SCHEMA_VALIDATION_FAILED' },
    }));
    const error = await failure(clients.persons.addPerson(anna));
    expect(error).toBeInstanceOf(RecordRejected);
    expect(error).toMatchObject({ reason: 'Pipedrive refused POST persons (400 ERR_SCHEMA_VALIDATION_FAILED): "Date of birth"' });
    expect(textOf(error)).not.toMatch(/Anna|1970/);
  });

  it('keeps a sentence out of the reason even when it comes as the code', async () => {
    const { clients } = await account(() => ({ status: 422, body: { success: false, error: 'x', code: 'Anna Example is wrong' } }));
    expect(textOf(await failure(clients.persons.addPerson(anna)))).not.toMatch(/Anna/);
  });

  it('names the cap that is reached', async () => {
    const { clients } = await account(() => ({ status: 403, body: { success: false, error: 'x', code: 'feature_capping_deals_limit' } }));
    expect(await failure(clients.deals.addDeal({ AddDealRequest: { title: 'Crown' } }))).toMatchObject({ name: 'PauseRun', cause: 'The plan\'s limit for deals is reached' });
  });

  it('pauses for ten minutes when it is blocked by a page instead of an answer', async () => {
    const { clients } = await account(() => ({ status: 403, headers: { 'content-type': 'text/html' }, body: '<html>blocked</html>' }));
    expect(await failure(clients.persons.getPersons())).toMatchObject({ name: 'PauseRun', until: new Date('2026-03-02T12:10:00Z') });
  });

  it.each([[402, 'not open'], [403, 'does not allow']])('pauses after %i', async (status, cause) => {
    const { clients } = await account(() => ({ status, body: { success: false, error: 'Anna' } }));
    const error = await failure(clients.persons.addPerson(anna));
    expect(error).toMatchObject({ name: 'PauseRun', cause: expect.stringContaining(cause) });
    expect(textOf(error)).not.toMatch(/Anna/);
  });

  it('does not follow a redirect with the token in its hands', async () => {
    const { clients, server } = await account(() => ({ status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' }, body: {} }));
    expect(await failure(clients.persons.getPersons())).toBeInstanceOf(PauseRun);
    expect(server.seen).toHaveLength(1);
  });

  it('learns the plan from the headers', async () => {
    const { clients, transport } = await account(() => ({ headers: { 'x-ratelimit-limit': '160', 'x-daily-ratelimit-token-limit': '300000' } }));
    await clients.persons.getPersons();
    expect(transport.learned()).toEqual({ burst: 160, dailyTokens: 300_000 });
  });
});
