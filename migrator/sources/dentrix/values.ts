import type {
  Alert, AppointmentStatus, LedgerEntry, PatientStatus, Patient, PlanStatus, ReferralSource,
} from '../../canonical/streams.js';

/** Codes and words of Dentrix, and what they mean in ours. Words are compared without case, spaces and punctuation. */
export const PATIENT_STATUS: Readonly<Record<string, PatientStatus>> = {
  1: 'active', 2: 'non-patient', 3: 'inactive', 4: 'archived',
  patient: 'active', active: 'active', new: 'new', 'non-patient': 'non-patient', inactive: 'inactive', archived: 'archived',
  deceased: 'deceased', prospective: 'prospective', duplicate: 'duplicate',
};

export const GENDER: Readonly<Record<string, Patient['gender'] | null>> = {
  1: 'male', 2: 'female', m: 'male', f: 'female', male: 'male', female: 'female', o: 'other', other: 'other', x: 'other',
  0: null, u: null, unknown: null,
};

/** `-106` is the only status code that is the same in every office. */
export const COMPLETED_STATUS_CODE = '-106';

/** Offices write these texts themselves; other texts are shown to a person. */
export const APPOINTMENT_STATUS: Readonly<Record<string, AppointmentStatus>> = {
  scheduled: 'scheduled', unconfirmed: 'scheduled', 'not confirmed': 'scheduled', 'left message': 'scheduled', lm: 'scheduled', none: 'scheduled',
  fixed: 'scheduled', 'to be confirmed': 'scheduled', 'sent reminder': 'scheduled',
  confirmed: 'confirmed', 'e-confirmed': 'confirmed', 'pre-confirmed': 'confirmed',
  arrived: 'arrived', here: 'arrived', late: 'arrived', 'checked in': 'arrived', 'signed in': 'arrived', 'in waiting room': 'arrived',
  ready: 'in-chair', chair: 'in-chair', 'in chair': 'in-chair', seated: 'in-chair', 'in operatory': 'in-chair', 'in treatment': 'in-chair',
  complete: 'completed', completed: 'completed', checkout: 'completed', 'checked out': 'completed',
  'no show': 'no-show', missed: 'no-show', failed: 'no-show',
  broken: 'broken', cancelled: 'broken', canceled: 'broken', rescheduled: 'broken',
  unscheduled: 'unscheduled', 'unscheduled list': 'unscheduled', unschedlist: 'unscheduled', asap: 'unscheduled', 'will call': 'unscheduled', planned: 'unscheduled',
  'note only': 'note-only', note: 'note-only', 'patient note': 'note-only',
};

export const PLAN_STATUS: Readonly<Record<string, PlanStatus>> = {
  created: 'created', printed: 'presented', 'pre-auth (primary)': 'preauthorized', 'pre-auth (secondary)': 'preauthorized', 'pre-auth': 'preauthorized',
  'preauth primary': 'preauthorized', 'preauth secondary': 'preauthorized', preauthorized: 'preauthorized',
  'follow-up made': 'presented', presented: 'presented', preferred: 'proposed', proposed: 'proposed', accepted: 'accepted', 'in progress': 'in-progress',
  'in process': 'in-progress', completed: 'completed', complete: 'completed', rejected: 'rejected', inactive: 'inactive',
};

/** Whether a planned procedure was done; null where the row is a finding, not work. */
export const ITEM_COMPLETED: Readonly<Record<string, boolean | null>> = {
  planned: false, 'treatment planned': false, 'treatment-plan': false, tp: false, p: false, proposed: false, accepted: false, scheduled: false,
  'in progress': false, 'in process': false, i: false, rejected: false, 'pre-auth': false, 0: false,
  completed: true, complete: true, c: true, 1: true, 102: true, existing: null, e: null, condition: null, referred: null,
};

export const LEDGER_KIND: Readonly<Record<string, LedgerEntry['kind']>> = {
  charge: 'charge', procedure: 'charge', 'finance charge': 'charge', 'late charge': 'charge',
  payment: 'patient-payment', 'patient payment': 'patient-payment', 'guarantor payment': 'patient-payment', 'check payment': 'patient-payment',
  'insurance payment': 'insurance-payment', 'ins payment': 'insurance-payment', 'dental insurance payment': 'insurance-payment',
  adjustment: 'adjustment', 'credit adjustment': 'adjustment', 'charge adjustment': 'adjustment', 'insurance adjustment': 'adjustment',
  'write-off': 'write-off', 'insurance write-off': 'write-off', unknown: 'unknown',
};

export const RELATIONSHIP: Readonly<Record<string, string>> = {
  1: 'self', 2: 'spouse', 3: 'child', 4: 'other', self: 'self', spouse: 'spouse', child: 'child', other: 'other', dependent: 'other', subscriber: 'self',
};

export const REFERRAL_KIND: Readonly<Record<string, ReferralSource['kind']>> = {
  doctor: 'doctor', dr: 'doctor', dentist: 'doctor', patient: 'patient', other: 'other', marketing: 'other',
};

/** `hhtype`: 1 is a condition, 3 a medication, everything else an allergy. */
export function alertKind(code: string): Alert['kind'] {
  const word = code.toLowerCase();
  if (word === '1' || word.startsWith('condition') || word.startsWith('problem')) return 'condition';
  return word === '3' || word.startsWith('medication') ? 'medication' : 'allergy';
}

/** Booking columns that offices set up as if they were a dentist. */
export function isPlaceholderProvider(id: string, lastName: string | null): boolean {
  const words = [id, lastName ?? ''].map((word) => word.toLowerCase().replaceAll(/[^a-z]/g, ''));
  return words.some((word) => ['defprov', 'default', 'walkin', 'unassigned', 'test', 'anyprovider', 'nonprovider', 'noprovider'].includes(word));
}

/** Bits of `privacy_flags`: 1 no telephone calls, 2 no correspondence. */
export function privacy(bits: number | null): { readonly noCalls: boolean | null; readonly noCorrespondence: boolean | null } {
  if (bits === null) return { noCalls: null, noCorrespondence: null };
  return { noCalls: (bits & 1) !== 0 ? true : null, noCorrespondence: (bits & 2) !== 0 ? true : null };
}
