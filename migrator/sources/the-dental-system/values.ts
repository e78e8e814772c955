import type { AppointmentStatus, Patient, PatientStatus, PlanStatus, ReferralSource } from '../../canonical/streams.js';
import { plainWord } from '../../read/parsers.js';

/** Words that offices use, and what they mean in ours. Words are compared without case, spaces and punctuation. */
export const PATIENT_STATUS: Readonly<Record<string, PatientStatus>> = {
  active: 'active', a: 'active', patient: 'active', current: 'active', new: 'new', 'new patient': 'new', inactive: 'inactive', i: 'inactive',
  moved: 'inactive', transferred: 'inactive', archived: 'archived', 'non-patient': 'non-patient', np: 'non-patient', guarantor: 'non-patient',
  'account holder': 'non-patient', deceased: 'deceased', prospect: 'prospective', prospective: 'prospective', lead: 'prospective', duplicate: 'duplicate',
};

export const GENDER: Readonly<Record<string, Patient['gender'] | null>> = {
  m: 'male', male: 'male', f: 'female', female: 'female', o: 'other', other: 'other', x: 'other', u: null, unknown: null,
};

export const APPOINTMENT_STATUS: Readonly<Record<string, AppointmentStatus>> = {
  scheduled: 'scheduled', booked: 'scheduled', unconfirmed: 'scheduled', 'not confirmed': 'scheduled', pending: 'scheduled', open: 'scheduled',
  confirmed: 'confirmed', arrived: 'arrived', 'checked in': 'arrived', waiting: 'arrived', seated: 'in-chair', 'in chair': 'in-chair',
  complete: 'completed', completed: 'completed', 'checked out': 'completed', kept: 'completed', done: 'completed',
  'no show': 'no-show', missed: 'no-show', failed: 'no-show', 'did not attend': 'no-show', dna: 'no-show',
  broken: 'broken', cancelled: 'broken', canceled: 'broken', rescheduled: 'broken',
  unscheduled: 'unscheduled', 'short notice': 'unscheduled', 'waiting list': 'unscheduled', 'note only': 'note-only',
};

export const PLAN_STATUS: Readonly<Record<string, PlanStatus>> = {
  draft: 'created', created: 'created', new: 'created', proposed: 'proposed', planned: 'proposed', presented: 'presented',
  'pre-authorized': 'preauthorized', 'pre-auth': 'preauthorized', accepted: 'accepted', approved: 'accepted', scheduled: 'accepted',
  'in progress': 'in-progress', active: 'in-progress', started: 'in-progress', completed: 'completed', complete: 'completed', finished: 'completed',
  declined: 'rejected', rejected: 'rejected', refused: 'rejected', lost: 'rejected', inactive: 'inactive', cancelled: 'inactive', canceled: 'inactive',
  expired: 'inactive',
};

/** Whether a planned procedure was done; null where the row is a finding and not work. */
export const LINE_COMPLETED: Readonly<Record<string, boolean | null>> = {
  planned: false, proposed: false, accepted: false, scheduled: false, 'in progress': false, declined: false,
  completed: true, complete: true, done: true, existing: null, condition: null, referred: null,
};

export const COVERAGE_RANK: Readonly<Record<string, 'primary' | 'secondary' | 'other'>> = {
  primary: 'primary', 1: 'primary', p: 'primary', secondary: 'secondary', 2: 'secondary', s: 'secondary', tertiary: 'other', 3: 'other', other: 'other',
};

/** What has become of a recall; one that was kept or dropped must not come up again. */
export type RecallWord = 'Open' | 'Completed' | 'Cancelled';

export const RECALL_WORDS: Readonly<Record<string, RecallWord>> = {
  open: 'Open', due: 'Open', overdue: 'Open', pending: 'Open', sent: 'Open', 'postcard sent': 'Open', 'left message': 'Open', 'talked to patient': 'Open',
  completed: 'Completed', complete: 'Completed', done: 'Completed', kept: 'Completed', scheduled: 'Completed',
  cancelled: 'Cancelled', canceled: 'Cancelled', disabled: 'Cancelled', inactive: 'Cancelled',
};

const COLLEAGUES: readonly string[] = ['dentist', 'doctor', 'dr', 'practice', 'specialist'].flatMap((word) => [word, `referring${word}`]);
const PATIENTS: readonly string[] = ['patient', 'existingpatient', 'family', 'relative', 'friend', 'wordofmouth'];

/** Who a referral source is: a colleague, a patient, or some other way to the office. */
export function referralKind(written: string | null): ReferralSource['kind'] {
  const word = plainWord(written ?? '');
  if (COLLEAGUES.includes(word)) return 'doctor';
  return PATIENTS.includes(word) ? 'patient' : 'other';
}

/** Booking columns that offices set up as if they were staff. */
export function isPlaceholderStaff(id: string, lastName: string | null): boolean {
  const words = [id, lastName ?? ''].map((word) => word.toLowerCase().replaceAll(/[^a-z]/g, ''));
  return words.some((word) => ['defprov', 'default', 'walkin', 'unassigned', 'test', 'anyprovider', 'nonprovider', 'noprovider', 'office'].includes(word));
}
