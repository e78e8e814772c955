import type { Day } from './calendar.js';
import type { Chart, Office } from './model.js';
import { Random } from './random.js';

/** One claim to an insurance company; amounts in cents. */
export interface Claim {
  readonly id: number;
  readonly date: Day;
  readonly carrier: string;
  readonly status: 'Sent' | 'Waiting' | 'Received' | 'Rejected';
  readonly billed: number;
  readonly paid: number | null;
  readonly codes: readonly string[];
}

/** The claims of somebody who is insured and was treated; drawn from numbers of their own, so that other sample data stays what it was. */
export function makeClaims({ person, coverage }: Chart, office: Office, seed: number): Claim[] {
  const random = new Random(seed ^ 0xc1a1, person.id);
  const [primary] = coverage;
  const carrier = office.carriers.find(({ id }) => id === primary?.carrier);
  if (carrier === undefined || person.lastVisit === null) return [];
  const last = person.lastVisit;
  return Array.from({ length: random.between(0, 3) }, (_, index) => {
    const codes = Array.from({ length: random.between(1, 3) }, () => random.pick(office.codes));
    const billed = codes.reduce((sum, { fee }) => sum + fee, 0);
    const status = random.pick(['Received', 'Received', 'Received', 'Sent', 'Waiting', 'Rejected'] as const);
    return {
      id: person.id * 10 + index, date: last - index * 90, carrier: carrier.company, status, billed, codes: codes.map(({ code }) => code),
      paid: status === 'Received' ? Math.round(billed * 0.006) * 100 : null,
    };
  });
}
