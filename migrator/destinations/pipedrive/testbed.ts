import { z } from 'zod';
import { startPipedriveSandbox } from '../../../sandbox/pipedrive/index.js';
import type { Connection, Credentials, Destination } from '../define.js';
import type { Sample, TestFault, Testbed } from '../testbed.js';
import { pipedrivePlugin } from './index.js';
import { identityFields } from './vocabulary.js';

const fieldSample = (object: 'personField' | 'organizationField' | 'dealField' | 'productField', name: string, type: string, options?: readonly string[]): Sample => ({
  object, externalId: `bridgework:${object}:${name.toLowerCase().replaceAll(' ', '-')}`, editable: 'name',
  fields: { name, type, ...(options === undefined ? {} : { options }) }, change: options === undefined ? { name } : { options: [...options, 'Other'] },
});

const setUp: readonly Sample[] = [
  ...[...new Set(Object.values(identityFields))].map((identity): Sample => ({ ...identity, change: { name: 'Migration key' }, editable: 'name' })),
  fieldSample('personField', 'Date of birth', 'date'),
  fieldSample('personField', 'Balance', 'money'),
  fieldSample('personField', 'Home address', 'address'),
  fieldSample('personField', 'E-mail missing', 'flag'),
  fieldSample('personField', 'Alerts', 'longText'),
  fieldSample('personField', 'Best time', 'time'),
  fieldSample('personField', 'Insurance', 'link:organization'),
  fieldSample('personField', 'Score', 'number'),
  fieldSample('personField', 'Recall', 'choice', ['Hygiene', 'Perio']),
  fieldSample('personField', 'Interests', 'choices', ['Whitening', 'Implants']),
  fieldSample('organizationField', 'Type', 'text'),
  fieldSample('productField', 'Code set', 'text'),
  fieldSample('dealField', 'Estimate', 'money'),
  fieldSample('dealField', 'Phase', 'choice', ['First', 'Second']),
  { object: 'pipeline', externalId: 'bridgework:pipeline:plans', editable: 'name', fields: { name: 'Treatment plans' }, change: { name: 'Plans' } },
  {
    object: 'stage', externalId: 'bridgework:stage:proposed', editable: 'name', change: { name: 'Presented' },
    fields: { name: 'Proposed', pipeline: { link: 'bridgework:pipeline:plans' } },
  },
  {
    object: 'stage', externalId: 'bridgework:stage:accepted', editable: 'name', change: { name: 'Agreed' },
    fields: { name: 'Accepted', pipeline: { link: 'bridgework:pipeline:plans' } },
  },
  { object: 'activityType', externalId: 'bridgework:activityType:visit', editable: 'name', fields: { name: 'Visit' }, change: { name: 'Chair time' } },
];

const people: readonly Sample[] = [
  {
    object: 'organization', externalId: 'dentrix:carrier:9', editable: 'name',
    fields: { name: 'Harbor Insurance', Type: 'Carrier', address: { street: '12 Quay St', city: 'Portville', region: 'NY', postalCode: '14770' }, createdAt: '2019-04-01' },
    change: { Type: 'Insurance Carrier', address: null }, refused: { field: 'name', value: 'unrepeatable '.repeat(30) },
  },
  {
    object: 'person', externalId: 'dentrix:patient:1', editable: 'name',
    fields: {
      name: 'Ada Sample', emails: [{ label: 'home', value: 'ada@mail.example' }], phones: [{ label: 'mobile', value: '+1 202 555 0114' }, { label: 'home', value: '+1 202 555 0115' }],
      organization: { link: 'dentrix:carrier:9' }, createdAt: '2020-05-01', 'Date of birth': '1970-12-31', Balance: { cents: 12_345, currency: 'USD' },
      'Home address': { street: '3 Elm St', city: 'Portville', region: 'NY', postalCode: '14770' }, 'E-mail missing': false, Alerts: 'Latex\nPenicillin',
      'Best time': '15:30', Insurance: { link: 'dentrix:carrier:9' }, Score: 4.5, Recall: 'Perio', Interests: ['Whitening', 'Implants'],
    },
    change: {
      'Date of birth': null, Balance: { cents: -50, currency: 'USD' }, Interests: null, Recall: 'Hygiene', 'E-mail missing': true, emails: null,
      phones: [{ label: 'home', value: '+1 202 555 0199' }], organization: null, 'Home address': null,
    },
    refused: { field: 'Date of birth', value: '2020-13-45' },
  },
  {
    object: 'product', externalId: 'dentrix:procedureCode:X1', editable: 'name',
    fields: { name: 'Crown', code: 'X1', unit: 'tooth', price: { cents: 98_050, currency: 'USD' }, 'Code set': 'office' },
    change: { price: { cents: 99_000, currency: 'USD' }, unit: null }, refused: { field: 'code', value: 'unrepeatable '.repeat(30) },
  },
];

const work: readonly Sample[] = [
  {
    object: 'deal', externalId: 'dentrix:treatmentPlan:1', editable: 'title',
    fields: {
      title: 'Crown and bridge', value: { cents: 150_000, currency: 'USD' }, status: 'won', pipeline: 'Treatment plans', stage: 'Proposed', wonAt: '2025-11-03',
      person: { link: 'dentrix:patient:1' }, organization: { link: 'dentrix:carrier:9' }, expectedClose: '2026-04-01', Estimate: { cents: 70_000, currency: 'USD' }, Phase: 'First',
    },
    change: { status: 'lost', wonAt: null, lostReason: 'Moved away', lostAt: '2026-01-15', stage: 'Accepted', Phase: 'Second', organization: null },
    refused: { field: 'expectedClose', value: '31/12/2026' },
  },
  {
    object: 'lead', externalId: 'dentrix:lead:1', editable: 'title',
    fields: {
      title: 'Treatment not booked', person: { link: 'dentrix:patient:1' }, value: { cents: 42_000, currency: 'USD' }, expectedClose: '2026-05-01',
      Estimate: { cents: 41_000, currency: 'USD' }, Phase: 'First',
    },
    change: { value: null, Phase: 'Second', Estimate: null },
  },
  {
    object: 'dealProduct', externalId: 'dentrix:treatmentItem:1', editable: 'comments',
    fields: {
      deal: { link: 'dentrix:treatmentPlan:1' }, product: { link: 'dentrix:procedureCode:X1' }, price: { cents: 75_000, currency: 'USD' }, quantity: 1.5,
      comments: 'Tooth 14',
    },
    change: { comments: 'Tooth 15', quantity: 2, price: { cents: 80_000, currency: 'USD' } },
  },
  {
    object: 'activity', externalId: 'dentrix:appointment:1', editable: 'note',
    fields: {
      subject: 'Hygiene visit', type: 'Visit', due: '2026-03-02', time: '14:30', minutes: 90, done: true, note: '<p>Chair 2</p>',
      person: { link: 'dentrix:patient:1' }, organization: { link: 'dentrix:carrier:9' }, deal: { link: 'dentrix:treatmentPlan:1' },
    },
    change: { type: 'task', time: null, minutes: null, note: null, done: false, deal: null },
    refused: { field: 'type', value: 'unrepeatable' },
  },
  {
    object: 'note', externalId: 'dentrix:clinicalNote:1', editable: 'content',
    fields: { content: '<p>Sensitive &amp; sore</p>', person: { link: 'dentrix:patient:1' }, createdAt: '2024-02-29' },
    change: { content: '<p>Better</p>', deal: { link: 'dentrix:treatmentPlan:1' } },
  },
];

/** Operation names of the published contract, as the stand-in's fault switches want them. */
const NOUNS: Readonly<Record<string, string>> = {
  person: 'Person', organization: 'Organization', product: 'Product', deal: 'Deal', lead: 'Lead', activity: 'Activity', note: 'Note',
};

function operationOf({ verb, object }: TestFault): string {
  if (object === 'dealProduct' && verb === 'create') return 'addManyDealProducts';
  const noun = NOUNS[object] ?? object;
  return `${verb === 'create' ? 'add' : verb === 'remove' ? 'delete' : verb === 'list' ? 'get' : 'update'}${noun}${verb === 'list' ? 's' : ''}`;
}

const FAULTS = { 'lost-after-commit': 'timeout-after-commit', 'lost-before-commit': 'timeout-before-commit', 'rate-limited': '429' } as const;

const ledgerSchema = z.array(z.looseObject({ method: z.string(), path: z.string(), status: z.number(), tokens: z.number() }));

/** How long a request may take when its answer will not come: the test should not wait half a minute for nothing. */
const SHORT_MS = 400;

/** The stand-in's control interface. */
function controlOf(address: string) {
  const control = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${address}${path}`, init);
    if (!response.ok) throw new Error(`The stand-in refused ${path}: ${await response.text()}`);
    return response.json();
  };
  return {
    control,
    post: (path: string, body: unknown) => control(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    ledger: async () => ledgerSchema.parse(await control('/ledger')).filter(({ path }) => path.startsWith('/api/')),
  };
}

/** A stand-in account on this machine, connected by its own sign-in pages. */
export async function testbed(): Promise<Testbed> {
  const sandbox = await startPipedriveSandbox({ port: 0, controlPort: 0, plan: 'growth', seats: 3 });
  let nextTimeout: number | null = null;
  const plugin = pipedrivePlugin({
    fetch: (input, init) => fetch(input, init),
    sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
    now: () => performance.now(),
    random: Math.random,
    get timeoutMs() {
      const timeout = nextTimeout ?? 30_000;
      nextTimeout = null;
      return timeout;
    },
  });
  const { control, post, ledger } = controlOf(sandbox.control);
  return {
    samples: [...setUp, ...people, ...work],
    async connect() {
      const { credentials } = await plugin.connect({ url: sandbox.url }, () => new Date());
      await control('/ledger', { method: 'DELETE' });
      return open(plugin, credentials);
    },
    async fault(fault) {
      if (fault.kind !== 'rate-limited') nextTimeout = SHORT_MS;
      await post('/faults', [{ match: { operation: operationOf(fault) }, fault: FAULTS[fault.kind], times: 1 }]);
    },
    async userEdit(object, id, field, text) {
      await post('/edit', { object, id: rowId(id), fields: { [field]: text } });
    },
    async charged() {
      const billed = (await ledger()).filter(({ tokens }) => tokens > 0);
      return {
        tokens: billed.reduce((sum, { tokens }) => sum + tokens, 0), requests: billed.length, writes: billed.filter(({ method }) => method !== 'GET').length,
      };
    },
    refusedForRate: async () => (await ledger()).filter(({ status }) => status === 429).length,
    close: () => sandbox.close(),
  };
}

/** The stand-in's own id of a record: a number, but for leads. */
function rowId(id: string): number | string {
  const last = id.split('/').at(-1) ?? id;
  return /^\d+$/.test(last) ? Number(last) : last;
}

function open(plugin: ReturnType<typeof pipedrivePlugin>, credentials: Credentials): Promise<Destination> {
  let newest = credentials;
  const connection: Connection = { credentials, clock: () => new Date(), renew: async (refresh) => (newest = await refresh(newest)) };
  return plugin.open(connection);
}
