import type { Meter } from '../define.js';
import type { Sample, Testbed } from '../testbed.js';
import { createMemoryDestination, MemoryAccount } from './index.js';

const samples: readonly Sample[] = [
  {
    object: 'field', externalId: 'bridgework:field:migration-id', editable: 'name',
    fields: { name: 'Migration id', type: 'text' }, change: { name: 'Migration key' },
  },
  {
    object: 'field', externalId: 'bridgework:field:chart-number', editable: 'name',
    fields: { name: 'Chart number', type: 'text' }, change: { options: ['a', 'b'] },
  },
  {
    object: 'company', externalId: 'dentrix:employer:4', editable: 'name', fields: { name: 'Harbor Works', owner: '1' }, change: { name: 'Harbor Works LLC' },
  },
  {
    object: 'contact', externalId: 'dentrix:patient:1', editable: 'name',
    fields: {
      name: 'Ada Sample', emails: [{ label: 'home', value: 'ada@mail.example' }], company: { link: 'dentrix:employer:4' }, 'Chart number': 'C1', createdAt: '2020-05-01',
    },
    change: { 'Chart number': 'C2', company: null }, refused: { field: 'No such field', value: 'unrepeatable' },
  },
  {
    object: 'visit', externalId: 'dentrix:appointment:1', editable: 'note',
    fields: { contact: { link: 'dentrix:patient:1' }, on: '2026-03-02', fee: { cents: 12_050, currency: 'USD' } }, change: { note: 'came late' },
  },
];

/** An account in memory, as the contract suite wants it. */
export async function testbed(): Promise<Testbed> {
  const account = new MemoryAccount(() => new Date());
  const connections: { meter(): Meter }[] = [];
  return {
    samples,
    async connect() {
      const destination = createMemoryDestination({ account, clock: () => new Date() });
      connections.push(destination);
      return destination;
    },
    async fault({ kind, verb, object }) {
      if (kind !== 'rate-limited') account.fail(kind === 'lost-after-commit' ? 'unknown-after' : 'unknown-before', { verb, object });
    },
    async userEdit(object, id, field, text) {
      account.change(object, id, { [field]: text }, null);
    },
    async charged() {
      const meters = connections.map((each) => each.meter());
      return { tokens: account.asked.length, requests: account.asked.length, writes: meters.reduce((sum, { writes }) => sum + writes, 0) };
    },
    refusedForRate: async () => 0,
    close: async () => undefined,
  };
}
