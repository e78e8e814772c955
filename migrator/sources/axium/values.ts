import type {
  Alert, AppointmentStatus, Coverage, FormAnswer, LedgerEntry, Patient, PatientStatus, PlanStatus, ReferralSource,
} from '../../canonical/streams.js';
import { plainWord } from '../../read/parsers.js';

/** Codes and words of axiUm, and what they mean in ours. Words are compared without case, spaces and punctuation. */
export const GENDER: Readonly<Record<string, Patient['gender'] | null>> = {
  m: 'male', male: 'male', f: 'female', female: 'female', o: 'other', x: 'other', other: 'other', 'non-binary': 'other', u: null, unknown: null,
};

/** Statuses whose first letter misleads, or that start with none of the known letters. */
const STATUS_WORDS: Readonly<Record<string, PatientStatus>> = {
  archived: 'archived', deceased: 'deceased', new: 'new', nonpatient: 'non-patient', prospective: 'prospective', duplicate: 'duplicate',
};
const STATUS_LETTERS: Readonly<Record<string, PatientStatus>> = { a: 'active', i: 'inactive', r: 'active' };

/**
 * Every clinic of a school has its own variants (`A`, `AE`, `Active-Endo`): the first letter tells active, inactive or recall, and somebody on
 * recall is a patient like any other. Null for a word that says none of these.
 */
export function patientStatus(written: string): PatientStatus | null {
  const word = plainWord(written);
  return STATUS_WORDS[word] ?? STATUS_LETTERS[word.charAt(0)] ?? null;
}

/** The stages of an appointment, as axiUm names them. */
export const APPOINTMENT_STATUS: Readonly<Record<string, AppointmentStatus>> = {
  request: 'unscheduled', requested: 'unscheduled', pending: 'unscheduled', planned: 'unscheduled',
  scheduled: 'scheduled', 'not confirmed': 'scheduled', unconfirmed: 'scheduled', 'left message': 'scheduled',
  confirmed: 'confirmed', 'signed in': 'arrived', 'checked in': 'arrived', arrived: 'arrived', seated: 'in-chair', 'in chair': 'in-chair',
  'checked out': 'completed', completed: 'completed', complete: 'completed', failed: 'no-show', 'no show': 'no-show',
  cancelled: 'broken', canceled: 'broken', rescheduled: 'broken', broken: 'broken',
};

export const PLAN_STATUS: Readonly<Record<string, PlanStatus>> = {
  created: 'created', entered: 'created', p: 'proposed', planned: 'proposed', proposed: 'proposed', presented: 'presented', 'pre-auth': 'preauthorized',
  preauthorized: 'preauthorized', a: 'accepted', accepted: 'accepted', approved: 'accepted', i: 'in-progress', 'in process': 'in-progress',
  'in progress': 'in-progress', c: 'completed', complete: 'completed', completed: 'completed', rejected: 'rejected', declined: 'rejected',
  inactive: 'inactive', inactivated: 'inactive',
};

/** What a treatment row is: work planned, begun or done, a finding that is no work, or work of a plan that was inactivated. */
export type TreatmentKind = 'planned' | 'completed' | 'finding' | 'inactivated';

const TREATMENT_WORDS: Readonly<Record<string, TreatmentKind>> = {
  p: 'planned', planned: 'planned', proposed: 'planned', i: 'planned', inprocess: 'planned', inprogress: 'planned', accepted: 'planned',
  c: 'completed', completed: 'completed', complete: 'completed', a: 'finding', condition: 'finding', e: 'finding', existing: 'finding',
  inactivated: 'inactivated', inactive: 'inactivated',
};

/** Letters as on the chart; `P*` is planned work of an inactivated plan. Null for a word nobody listed. */
export function treatmentKind(written: string): TreatmentKind | null {
  return /^p\s*\*$/i.test(written.trim()) ? 'inactivated' : TREATMENT_WORDS[plainWord(written)] ?? null;
}

export const LEDGER_KIND: Readonly<Record<string, LedgerEntry['kind']>> = {
  treatment: 'charge', charge: 'charge', procedure: 'charge', 'office charge': 'charge', 'finance charge': 'charge',
  payment: 'patient-payment', 'patient payment': 'patient-payment', 'insurance payment': 'insurance-payment', 'ins payment': 'insurance-payment',
  adjustment: 'adjustment', 'credit adjustment': 'adjustment', 'debit adjustment': 'adjustment', 'insurance adjustment': 'adjustment',
  'write-off': 'write-off', 'payment plan': 'unknown', other: 'unknown',
};

export const COVERAGE_RANK: Readonly<Record<string, Coverage['rank']>> = {
  1: 'primary', p: 'primary', primary: 'primary', 2: 'secondary', s: 'secondary', secondary: 'secondary', 3: 'other', tertiary: 'other', other: 'other',
};

export const RELATIONSHIP: Readonly<Record<string, string>> = {
  self: 'self', subscriber: 'self', spouse: 'spouse', child: 'child', dependent: 'other', other: 'other',
};

export const REFERRAL_KIND: Readonly<Record<string, ReferralSource['kind']>> = {
  office: 'doctor', 'referring office': 'doctor', doctor: 'doctor', dentist: 'doctor', provider: 'doctor', physician: 'doctor', patient: 'patient',
  other: 'other', advertising: 'other',
};

/** Offices sort their alert codes as they like; what is neither allergy nor medication is a condition, so that no alert is lost. */
export function alertKind(written: string): Alert['kind'] {
  if (/allerg/i.test(written)) return 'allergy';
  return /medication|drug/i.test(written) ? 'medication' : 'condition';
}

/** Forms are named by the school; those about health go to the health history. */
export function formKind(code: string | null): FormAnswer['kind'] {
  return code !== null && /health|medical|history|hx/i.test(code) ? 'health' : 'other';
}

/** Booking columns that were set up as if they were somebody. */
export function isPlaceholderProvider(id: string, lastName: string | null): boolean {
  const words = [id, lastName ?? ''].map((word) => word.toLowerCase().replaceAll(/[^a-z]/g, ''));
  return words.some((word) => ['defprov', 'default', 'walkin', 'unassigned', 'test', 'anyprovider', 'nonprovider', 'noprovider'].includes(word));
}

/** Students have "charts" among those of patients: an S and the student's provider code. */
export function isStudentChart(chart: string | null): boolean {
  return chart !== null && /^S\s?\d{3,}$/i.test(chart);
}

/** A procedure code without the suffix that a site may append: `ZZ001.2` is `ZZ001`. Codes of other shapes stay as they are. */
export function baseCode(written: string): string {
  return /^([A-Z]{1,2}\d[\dA-Z]{2,3})[.-][\dA-Z]{1,2}$/i.exec(written)?.[1] ?? written;
}
