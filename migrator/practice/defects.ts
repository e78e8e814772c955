import type { Random } from './random.js';

/**
 * What goes wrong in real exports, by what it goes wrong with, and how many of a thousand it hits. Shares that somebody counted in a real
 * practice are kept (missing birth dates, dangling second providers, bookings never closed); the others are set so that each is seldom.
 */
export const DEFECTS = {
  household: {
    'guarantor-missing': 8, 'guarantor-inactive': 8, 'guarantor-not-a-patient': 20, 'guarantor-cycle': 2, 'twins': 8, 'junior-and-senior': 10,
    'shared-email': 40, 'same-person-twice': 15, 'namesakes': 5, 'test-patient': 2, 'student-as-patient': 2, 'company-as-patient': 2,
    'subscriber-not-a-patient': 5, 'deleted-marker': 3,
  },
  person: {
    'birth-date-missing': 15.5, 'birth-date-sentinel': 1, 'birth-date-two-digit-year': 4, 'email-missing': 150, 'email-junk': 15,
    'phone-junk': 8, 'phone-seven-digits': 20, 'phone-with-text': 10, 'address-placeholder': 6, 'zip-stripped': 10, 'ssn-in-column': 100,
    'ssn-in-note': 3, 'name-in-capitals': 15, 'name-truncated': 4, 'name-accented': 20, 'null-words': 6, 'nul-bytes': 2, 'formula-cell': 2,
    'chart-missing': 15, 'chart-reused': 3, 'chart-prefixed': 10, 'second-provider-missing': 145, 'provider-placeholder': 8, 'provider-zero': 3,
    'employer-missing': 5, 'referral-missing': 15, 'last-visit-sentinel': 5, 'visits-out-of-order': 3, 'language-in-note': 10, 'gender-unknown': 5,
  },
  appointment: {
    'past-still-scheduled': 20, 'patient-missing': 4, 'booked-before-patient-record': 4, 'booked-by-stranger': 3, 'cancelled-as-completed': 4.6,
    'midnight-start': 3, 'provider-placeholder-booked': 10, 'status-without-name': 2, 'formula-in-note': 1, 'name-in-other-order': 6, 'length-zero': 2,
    'code-missing-from-list': 3, 'garbled-note': 2,
  },
  plan: { 'alternate-plans': 40, 'plan-without-items': 10, 'plan-without-name': 10, 'plan-of-missing-patient': 4 },
  item: {
    'fee-huge': 0.9, 'fee-zero': 5, 'fee-with-symbols': 15, 'estimate-not-set': 80, 'code-local': 15, 'code-with-suffix': 10, 'code-without-letter': 5,
    'item-deleted': 5, 'tooth-range': 10,
  },
  recall: {
    'recall-type-misused': 10, 'recall-due-missing': 10, 'recall-prior-sentinel': 10, 'recall-disabled': 10, 'recall-of-missing-patient': 3,
    'recall-prior-after-due': 5, 'recall-interval-odd': 8, 'recall-two-digit-year': 5,
  },
  alert: {
    'alert-deleted': 30, 'alert-item-missing': 8, 'alert-dates-out-of-order': 5, 'alert-day-first': 0, 'stray-quote': 5, 'unquoted-comma': 4,
    'alert-end-sentinel': 20,
  },
  note: {
    'note-multi-line': 120, 'note-rtf': 8, 'note-html': 5, 'note-smart-quotes': 40, 'note-misread-utf-8': 6, 'note-formula': 2, 'note-long': 0.4,
    'note-nul-bytes': 3, 'note-boilerplate': 60, 'note-empty': 20, 'note-tabs': 10, 'note-author-gone': 50, 'note-of-missing-patient': 2, 'note-with-ssn': 2,
  },
  balance: {
    'balance-negative': 9, 'balance-in-parentheses': 6, 'balance-trailing-minus': 4, 'balance-credit-word': 4, 'balance-with-symbols': 10,
    'balance-guarantor-missing': 3,
  },
  ledger: {
    'amount-in-parentheses': 10, 'amount-trailing-minus': 5, 'amount-with-symbols': 10, 'amount-symbol-after-minus': 4, 'case-missing': 8,
    'entry-of-missing-patient': 3, 'adjustment-huge': 3,
  },
  image: { 'image-path-missing': 10, 'image-of-missing-patient': 6 },
  coverage: {
    'subscriber-id-like-ssn': 20, 'subscriber-id-lossy': 5, 'subscriber-id-shared': 30, 'carrier-missing': 8,
  },
} as const;

export type Subject = keyof typeof DEFECTS;
type DefectsOf<S extends Subject> = Extract<keyof (typeof DEFECTS)[S], string>;
/** A defect of one kind of thing. */
export type Defect<S extends Subject = Subject> = { [K in Subject]: DefectsOf<K> }[S];

interface Share<S extends Subject> {
  readonly kind: Defect<S>;
  readonly below: number;
}

/**
 * Hands out defects for the things of one kind: each kind of defect once early on, so that a small practice has them all, and after that at
 * its own rate. Deterministic for a generator of numbers.
 */
export class DefectSchedule<S extends Subject> {
  private readonly shares: readonly Share<S>[];
  private readonly owed: Defect<S>[];
  private seen = 0;

  /** Every `stride`-th thing gets a defect that has not occurred yet, as long as there is one; `factor` multiplies all rates. */
  constructor(subject: S, random: Random, private readonly stride: number, factor = 1) {
    let below = 0;
    // Object.entries widens keys to string; they are the keys of this very table.
    const rates = Object.entries(DEFECTS[subject]) as [Defect<S>, number][];
    this.shares = rates.map(([kind, perMille]) => ({ kind, below: (below += (perMille * factor) / 1000) }));
    this.owed = random.shuffled(rates.map(([kind]) => kind));
  }

  /** The defect of the next thing, null for most; only kinds that `fits` accepts are given. */
  next(random: Random, fits: (kind: Defect<S>) => boolean = () => true): Defect<S> | null {
    this.seen += 1;
    const drawn = random.next();
    if (this.owed.length > 0 && this.seen % this.stride === 0) {
      const place = this.owed.findIndex(fits);
      if (place >= 0) return this.owed.splice(place, 1)[0] ?? null;
    }
    for (const { kind, below } of this.shares) if (drawn < below) return fits(kind) ? kind : null;
    return null;
  }
}
