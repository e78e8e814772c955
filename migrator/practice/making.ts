import { DefectSchedule } from './defects.js';
import type { Subject } from './defects.js';
import type { Office } from './model.js';
import { Random } from './random.js';

/** The next free number of each kind of thing, as one office's counters would give it. */
export interface Numbers {
  person: number;
  visit: number;
  plan: number;
  item: number;
  procedure: number;
  note: number;
  entry: number;
  image: number;
}

/** What is shared by all households of one making of a practice. A second making starts with a new one and so comes out the same. */
export interface Making {
  readonly office: Office;
  readonly numbers: Numbers;
  readonly schedules: { readonly [S in Subject]: DefectSchedule<S> };
  /** Share of households with more than one member. */
  readonly familyShare: number;
}

/** `households` asks for the practice in which families, and people who look alike, are the rule. */
export function startMaking(office: Office, seed: number, households: boolean): Making {
  const random = new Random(seed, -2);
  return {
    office,
    numbers: { person: 1001, visit: 20_001, plan: 3001, item: 40_001, procedure: 60_001, note: 80_001, entry: 100_001, image: 50_001 },
    familyShare: households ? 0.8 : 0.4,
    schedules: {
      household: new DefectSchedule('household', random, 4, households ? 3 : 1),
      person: new DefectSchedule('person', random, 4),
      appointment: new DefectSchedule('appointment', random, 10),
      plan: new DefectSchedule('plan', random, 5),
      item: new DefectSchedule('item', random, 10),
      recall: new DefectSchedule('recall', random, 6),
      alert: new DefectSchedule('alert', random, 6),
      note: new DefectSchedule('note', random, 5),
      balance: new DefectSchedule('balance', random, 6),
      ledger: new DefectSchedule('ledger', random, 12),
      image: new DefectSchedule('image', random, 8),
      coverage: new DefectSchedule('coverage', random, 6),
    },
  };
}
