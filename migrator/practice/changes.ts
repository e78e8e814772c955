import { Random } from './random.js';
import { Refused } from '../run/errors.js';

/** How many rows could change and how many there are, among the files in which rows change. */
export interface Changeable {
  readonly rows: number;
  readonly eligible: number;
}

/**
 * Chooses which rows of a later export changed: exactly the wanted share of all rows, each eligible row with the same chance
 * (Knuth's selection sampling), in one pass.
 */
export class ChangePicker {
  private wanted: number;
  private left: number;
  private readonly random: Random;

  /** Throws `Refused` when fewer rows can change than should. */
  constructor(seed: number, share: number, { rows, eligible }: Changeable) {
    this.wanted = Math.round(rows * share);
    this.left = eligible;
    this.random = new Random(seed, -3);
    if (this.wanted > eligible) {
      throw new Refused(`At most ${Math.floor((eligible / rows) * 100)} % of the rows of this practice can change: the others have defects.`, 'too-many-changes');
    }
  }

  /** Whether the next eligible row changes. */
  take(): boolean {
    const taken = this.random.next() * this.left < this.wanted;
    this.left -= 1;
    if (taken) this.wanted -= 1;
    return taken;
  }
}
