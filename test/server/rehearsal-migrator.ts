import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from '../../migrator/index.js';
import type { Account, IntakeReport, Migrator, PlanReport, RunReport } from '../../migrator/index.js';

/** A call that the server made, with what it said. */
export interface Call {
  readonly method: string;
  readonly said: readonly unknown[];
}

/** The migrator's door with empty rooms behind it: it remembers what the server asked for, so that a test of a route is about the route. */
export interface Rehearsal extends Migrator {
  readonly calls: readonly Call[];
  /** Adds a run that belongs to an account. */
  addRun(run: string, accountId: string, state?: RunReport['state']): void;
  addIntake(intake: string, accountId: string): void;
  /** Makes the next call of a method fail. */
  failNext(method: keyof Migrator, error: unknown): void;
  /** Names and contents of the files that were staged last. */
  readonly staged: readonly { readonly name: string; readonly content: Buffer; readonly path: string }[];
}

export function rehearsalMigrator(): Rehearsal {
  const calls: Call[] = [];
  const runs = new Map<string, { accountId: string; report: RunReport }>();
  const intakes = new Map<string, string>();
  const failures = new Map<string, unknown>();
  const staged: { name: string; content: Buffer; path: string }[] = [];
  const heard = (method: string, ...said: unknown[]): void => {
    calls.push({ method, said });
    const failure = failures.get(method);
    failures.delete(method);
    if (failure !== undefined) throw failure;
  };
  const accounts = accountStore();
  const report = (run: string): RunReport => {
    const known = runs.get(run);
    if (known === undefined) throw new Refused('unknown run');
    return known.report;
  };
  return {
    calls, staged, accounts,
    addRun: (run, accountId, state = 'planned') => void runs.set(run, { accountId, report: aRunReport(run, state) }),
    addIntake: (intake, accountId) => void intakes.set(intake, accountId),
    failNext: (method, error) => void failures.set(method, error),
    sources: async () => (heard('sources'), [{ name: 'dentrix', label: 'Dentrix', assumed: false }]),
    async connect(request) {
      heard('connect', request);
      const account = await accounts.add(request);
      await accounts.saveCredentials(account.id, request.userKey, request.credentials);
      return account;
    },
    connectDirectly: async (destination, given, name) => accounts.add({ destination, key: Object.keys(given).join(), name: name ?? destination }),
    audit: async () => emptyAudit,
    async stage(accountId, files, source) {
      staged.splice(0, staged.length, ...files.map((file) => ({ ...file, content: readFileSync(file.path) })));
      heard('stage', accountId, files.map((file) => file.name), source);
      intakes.set('intake-1', accountId);
      return anIntake('intake-1');
    },
    intakes: async (accountId) => [...intakes].filter(([, owner]) => owner === accountId).map(([intake]) => anIntake(intake)),
    mapping: async (source, destination) => (heard('mapping', source, destination), { source, destination, rows: [], settings: [] }),
    plan: async (request) => (heard('plan', request), aPlan('run-1')),
    answer: async (run, answers) => (heard('answer', run, answers), aPlan(run)),
    approve: async (run, request) => heard('approve', run, request),
    start: async (run) => heard('start', run),
    settled: async (run) => report(run),
    pause: async (run) => heard('pause', run),
    interrupted: async () => [],
    run: async (run) => report(run),
    runs: async (accountId) => [...runs.values()].filter((run) => run.accountId === accountId).map((run) => run.report),
    accountOf: async (run) => runs.get(run)?.accountId ?? null,
    diff: async (run, page) => (heard('diff', run, page), { run, total: 0, differing: 0, offset: page.offset, records: [] }),
    sign: async (run, by) => heard('sign', run, by),
    verify: async (run) => (heard('verify', run), { run, at: AT, records: 0, fields: 0, normalised: 0, differing: [], totals: [], tokens: 0 }),
    planRollback: async (run) => (heard('planRollback', run), { run: 'run-2', of: run, delete: 0, restore: 0, keep: [], tokens: 0, until: null, state: 'planned' }),
    async *results() {
      heard('results');
      yield 'file,line,outcome\r\n';
      yield 'patients.csv,2,created\r\n';
    },
    async samplePractice(options) {
      heard('samplePractice', { ...options, out: null });
      const path = join(options.out, 'patients.csv');
      writeFileSync(path, 'Id,Name\n1,Sam Sample\n');
      return [{ name: 'patients.csv', path }];
    },
    close: async () => {},
  };
}

const AT = '2026-01-02T03:04:05.000Z';

const emptyAudit = { source: 'dentrix', files: [], streams: {}, issues: [], duplicates: [], orphans: [], totals: [], rows: { read: 0, skipped: 0, skippedBy: {} } } as const;

const anIntake = (id: string): IntakeReport => ({ id, createdAt: AT, audit: emptyAudit });

const noOperations = { create: {}, update: {}, unchanged: {}, remove: {}, conflict: {}, skipped: {} } as const;

const aPlan = (plan: string): PlanReport => ({
  plan, kind: 'full', schema: [], questions: [], operations: noOperations, caps: [], refused: [],
  price: { tokens: 0, requests: 0, byObject: {}, rollbackTokens: 0, verifyTokens: 0, days: null, dailyTokens: null },
});

const aRunReport = (run: string, state: RunReport['state']): RunReport => ({
  run, kind: 'full', source: 'dentrix', state, createdAt: AT, startedAt: null, finishedAt: null, cause: null, remedy: null, until: null, undoes: null,
  intake: 'intake-1', rolledBack: false, signed: null, rows: { read: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0, skippedBy: {}, failedBy: {} },
  operations: noOperations, progress: { done: 0, total: 0, rate: 0, secondsLeft: null, tokens: { predicted: 0, charged: 0 } },
  seconds: 0, plan: aPlan(run), approval: null, verification: null, rollback: null,
});

function accountStore(): Migrator['accounts'] {
  const accounts = new Map<string, Account>();
  const credentials = new Map<string, Map<string, Readonly<Record<string, string>>>>();
  const find = (matches: (account: Account) => boolean): Account | null => [...accounts.values()].find(matches) ?? null;
  const setsOf = (accountId: string) => credentials.get(accountId) ?? new Map<string, Readonly<Record<string, string>>>();
  return {
    async add({ destination, name, key }) {
      const known = find((account) => account.destination === destination && account.key === key);
      if (known !== null) return known;
      const account = { id: `account-${accounts.size + 1}`, destination, name, key, addedAt: AT };
      accounts.set(account.id, account);
      return account;
    },
    list: async () => [...accounts.values()],
    byId: async (id) => accounts.get(id) ?? null,
    byName: async (name) => find((account) => account.name === name),
    byKey: async (destination, key) => find((account) => account.destination === destination && account.key === key),
    saveCredentials: async (id, user, set) => void credentials.set(id, setsOf(id).set(user, set)),
    credentials: async (id, user) => setsOf(id).get(user) ?? null,
    credentialUsers: async (id) => [...setsOf(id).keys()],
    removeCredentials: async (id, user) => void setsOf(id).delete(user),
    renew: async (id, user, refresh) => refresh(setsOf(id).get(user) ?? {}),
    forget: async (id) => {
      accounts.delete(id);
      credentials.delete(id);
    },
  };
}
