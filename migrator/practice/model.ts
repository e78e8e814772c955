import type { Day } from './calendar.js';
import type { Defect } from './defects.js';

/**
 * A dental practice in no system's words: what a writer turns into the export of one system. Ids are plain counters; money is in cents.
 * Values are clean; `defect` says what the writer has to spoil, so that the truth about every spoilt cell stays known.
 */
export interface Office {
  readonly name: string;
  readonly asOf: Day;
  readonly providers: readonly Provider[];
  readonly employers: readonly Employer[];
  readonly referrers: readonly Referrer[];
  readonly carriers: readonly Carrier[];
  readonly codes: readonly Code[];
  readonly alertItems: readonly AlertItem[];
}

export interface Provider {
  readonly id: string;
  readonly first: string;
  readonly last: string;
  readonly suffix: string;
  readonly specialty: 'general' | 'hygiene' | 'orthodontics' | 'surgery' | null;
  readonly active: boolean;
  readonly placeholder: boolean;
}

/** What is wrong with a row of one of the office's own lists. */
export type ListDefect = 'listed-twice' | 'maximum-not-set';

export interface Address {
  readonly street: string;
  readonly street2: string;
  readonly city: string;
  readonly region: string;
  readonly zip: string;
}

export interface Employer {
  readonly id: number;
  readonly name: string;
  readonly address: Address;
  readonly phone: string;
  readonly defect: ListDefect | null;
}

export interface Referrer {
  readonly id: number;
  readonly name: string;
  readonly kind: 'doctor' | 'patient' | 'other';
  readonly specialty: string;
  readonly phone: string;
}

export interface Carrier {
  readonly id: number;
  readonly company: string;
  readonly group: string;
  readonly groupNumber: string;
  readonly payer: string;
  readonly address: Address;
  readonly phone: string;
  /** Null: not set in the system, which systems print as -1. */
  readonly maximum: number | null;
  readonly defect: ListDefect | null;
}

/** A made-up procedure code of the office. */
export interface Code {
  readonly id: number;
  readonly code: string;
  readonly text: string;
  readonly fee: number;
}

export interface AlertItem {
  readonly id: number;
  readonly text: string;
  readonly kind: 'condition' | 'medication' | 'allergy';
  readonly critical: boolean;
}

/** Telephone numbers as ten digits, empty where there is none. */
export interface Phones {
  readonly home: string;
  readonly work: string;
  readonly mobile: string;
}

export interface Person {
  readonly id: number;
  readonly first: string;
  readonly middle: string;
  readonly last: string;
  readonly suffix: string;
  readonly preferred: string;
  readonly born: Day;
  readonly sex: 'female' | 'male';
  readonly position: 'single' | 'married' | 'child' | 'other';
  readonly status: 'active' | 'non-patient' | 'inactive' | 'archived';
  readonly chart: string;
  readonly email: string;
  readonly phones: Phones;
  readonly address: Address;
  /** The id of who pays, which may be the person's own. */
  readonly guarantor: number;
  readonly provider: string;
  readonly secondProvider: string;
  readonly employer: number | null;
  readonly referrer: number | null;
  readonly firstVisit: Day | null;
  readonly lastVisit: Day | null;
  readonly noCalls: boolean;
  readonly noMail: boolean;
  readonly note: string;
  readonly defect: Defect<'person'> | null;
}

export interface Coverage {
  readonly carrier: number;
  readonly subscriber: number;
  readonly subscriberId: string;
  readonly relationship: 'self' | 'spouse' | 'child' | 'other';
  readonly defect: Defect<'coverage'> | null;
}

export type VisitStatus = 'scheduled' | 'confirmed' | 'completed' | 'no-show' | 'broken' | 'unscheduled';

export interface Visit {
  readonly id: number;
  readonly date: Day;
  readonly hour: number;
  readonly minute: number;
  readonly minutes: number;
  readonly room: string;
  readonly provider: string;
  readonly secondProvider: string;
  /** Index into the office's kinds of visit, 0 for none. */
  readonly kind: number;
  readonly reason: string;
  readonly status: VisitStatus;
  readonly note: string;
  readonly codes: readonly number[];
  readonly defect: Defect<'appointment'> | null;
}

export type CaseStatus =
  | 'created' | 'printed' | 'pre-authorized' | 'followed-up' | 'preferred' | 'proposed' | 'accepted' | 'rejected' | 'completed';

export interface PlannedItem {
  readonly id: number;
  readonly procedure: number;
  readonly code: string;
  readonly text: string;
  readonly tooth: string;
  readonly surface: string;
  readonly fee: number;
  readonly estimate: number;
  readonly date: Day;
  readonly completed: boolean;
  readonly defect: Defect<'item'> | null;
}

export interface Plan {
  readonly id: number;
  readonly name: string;
  readonly status: CaseStatus;
  readonly provider: string;
  readonly created: Day;
  readonly isDefault: boolean;
  /** Plans of one person with the same set exclude one another. */
  readonly alternateSet: string;
  readonly items: readonly PlannedItem[];
  readonly defect: Defect<'plan'> | null;
}

export interface Recall {
  readonly type: string;
  readonly due: Day;
  readonly prior: Day | null;
  readonly months: number;
  readonly provider: string;
  readonly status: string;
  readonly defect: Defect<'recall'> | null;
}

export interface Alert {
  readonly item: number;
  readonly since: Day;
  readonly until: Day | null;
  readonly note: string;
  readonly defect: Defect<'alert'> | null;
}

export interface Note {
  readonly id: number;
  readonly date: Day;
  readonly author: string;
  readonly text: string;
  readonly defect: Defect<'note'> | null;
}

export interface LedgerEntry {
  readonly id: number;
  readonly plan: number | null;
  readonly date: Day;
  readonly kind: 'charge' | 'patient-payment' | 'insurance-payment' | 'adjustment' | 'write-off';
  readonly amount: number;
  readonly provider: string;
  readonly defect: Defect<'ledger'> | null;
}

export interface Image {
  readonly id: number;
  readonly date: Day;
  readonly defect: Defect<'image'> | null;
}

/** A person with everything the practice knows about their care. */
export interface Chart {
  readonly person: Person;
  readonly coverage: readonly Coverage[];
  readonly visits: readonly Visit[];
  readonly plans: readonly Plan[];
  readonly recalls: readonly Recall[];
  readonly alerts: readonly Alert[];
  readonly notes: readonly Note[];
  readonly ledger: readonly LedgerEntry[];
  readonly images: readonly Image[];
}

/** What a family owes, in cents, by age of the debt. */
export interface Balance {
  readonly guarantor: number;
  readonly buckets: readonly [number, number, number, number];
  readonly defect: Defect<'balance'> | null;
}

/** Two people of whom a program could think that they are one, and whether they are. */
export interface Likeness {
  readonly a: number;
  readonly b: number;
  readonly verdict: 'same' | 'household' | 'different';
}

/** People with one guarantor, or what went wrong instead. */
export interface Household {
  readonly charts: readonly Chart[];
  readonly balances: readonly Balance[];
  readonly likenesses: readonly Likeness[];
  readonly defect: Defect<'household'> | null;
}

/** A practice whose households are made anew, the same each time, whenever they are asked for: any size fits into memory. */
export interface SamplePractice {
  readonly seed: number;
  readonly patients: number;
  readonly office: Office;
  households(): Iterable<Household>;
}
