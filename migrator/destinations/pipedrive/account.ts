import { z } from 'zod';
import type { AccountFacts, Cap, CrmUser } from '../define.js';
import type { Clients } from './clients.js';
import { oneOf, pageOf, understood } from './replies.js';
import type { Learned } from './transport.js';

const userRow = z.looseObject({ id: z.number(), name: z.string(), email: z.string(), active_flag: z.boolean().nullish() });
const meRow = userRow.extend({
  company_name: z.string(), timezone_name: z.string().nullish(), default_currency: z.string().nullish(),
  access: z.array(z.looseObject({ app: z.string(), admin: z.boolean().nullish() })).nullish(),
});

interface Plan {
  readonly name: string;
  /** Requests per two seconds that an OAuth token gets; different for each plan, and the only sign of it. */
  readonly burst: number;
  readonly dailyTokensPerSeat: number;
  readonly customFields: number;
  readonly dealsPerSeat: number;
}

const PLANS: readonly Plan[] = [
  { name: 'lite', burst: 80, dailyTokensPerSeat: 30_000, customFields: 30, dealsPerSeat: 2_500 },
  { name: 'growth', burst: 160, dailyTokensPerSeat: 60_000, customFields: 100, dealsPerSeat: 5_000 },
  { name: 'premium', burst: 400, dailyTokensPerSeat: 150_000, customFields: 300, dealsPerSeat: 15_000 },
  { name: 'ultimate', burst: 480, dailyTokensPerSeat: 210_000, customFields: 500, dealsPerSeat: 20_000 },
];

/** No company may hold more deals and leads than this, whatever its seats. */
const MOST_DEALS = 300_000;

/** The users of the account; one request for all of them. */
export async function readUsers(clients: Clients): Promise<readonly CrmUser[]> {
  const { data } = await understood(pageOf(userRow), clients.users.getUsers(), 'users');
  return data.map(userFrom);
}

/** What the account already holds of what its plan counts. */
export interface Held {
  readonly customFields: number;
  readonly dealsAndLeads: number;
}

/** Who is connected, and what the plan allows as far as reply headers have told. */
export async function readFacts(clients: Clients, learned: () => Learned, held: Held): Promise<AccountFacts> {
  const { data: me } = await understood(oneOf(meRow), clients.users.getCurrentUser(), 'the connected user');
  const { burst, dailyTokens } = learned();
  const plan = PLANS.find((each) => each.burst === burst) ?? null;
  // Top-ups raise the budget by less than a seat, so rounding down gives the seats.
  const seats = plan === null || dailyTokens === null ? null : Math.floor(dailyTokens / plan.dailyTokensPerSeat);
  return {
    company: me.company_name, user: userFrom(me), admin: (me.access ?? []).some(({ app, admin }) => app === 'global' && admin === true),
    plan: plan?.name ?? null, seats, zone: me.timezone_name ?? null, currency: me.default_currency ?? null, dailyTokens,
    caps: capsOf(plan, seats, held),
  };
}

function capsOf(plan: Plan | null, seats: number | null, held: Held): readonly Cap[] {
  return [
    {
      cap: 'custom-fields', label: 'Custom fields', limit: plan?.customFields ?? null, used: held.customFields,
      objects: ['personField', 'organizationField', 'dealField', 'productField'],
    },
    {
      cap: 'deals', label: 'Deals and leads', limit: plan === null || seats === null ? null : Math.min(plan.dealsPerSeat * seats, MOST_DEALS),
      used: held.dealsAndLeads, objects: ['deal', 'lead'],
    },
  ];
}

const userFrom = (row: z.output<typeof userRow>): CrmUser => ({ id: String(row.id), name: row.name, email: row.email, active: row.active_flag !== false });
