import type { Alert, AppointmentStatus, Coverage, LedgerEntry, Patient, PatientStatus, PlanStatus, ReferralSource } from '../canonical/streams.js';

/** Words that dental offices in general use, and what they mean in ours. Bare numbers are missing on purpose: every system counts its own way. */
export const PATIENT_STATUS: Readonly<Record<string, PatientStatus>> = {
  active: 'active', patient: 'active', a: 'active', current: 'active', new: 'new', n: 'new', 'non-patient': 'non-patient',
  'not a patient': 'non-patient', inactive: 'inactive', i: 'inactive',
  former: 'inactive', transferred: 'inactive', dismissed: 'inactive', archived: 'archived', archive: 'archived', deceased: 'deceased',
  deleted: 'archived', prospective: 'prospective',
  prospect: 'prospective', duplicate: 'duplicate', merged: 'duplicate', unknown: 'unknown',
};

export const GENDER: Readonly<Record<string, NonNullable<Patient['gender']> | null>> = {
  m: 'male', f: 'female', male: 'male', female: 'female', man: 'male', woman: 'female', o: 'other', other: 'other', x: 'other', nonbinary: 'other',
  u: null, unknown: null, 'not specified': null,
};

export const APPOINTMENT_STATUS: Readonly<Record<string, AppointmentStatus>> = {
  scheduled: 'scheduled', unconfirmed: 'scheduled', 'not confirmed': 'scheduled', 'left message': 'scheduled', booked: 'scheduled',
  pending: 'scheduled', requested: 'scheduled', new: 'scheduled',
  confirmed: 'confirmed', preconfirmed: 'confirmed', 'e-confirmed': 'confirmed', arrived: 'arrived', here: 'arrived', 'checked in': 'arrived',
  'signed in': 'arrived', waiting: 'arrived', late: 'arrived',
  'in chair': 'in-chair', chair: 'in-chair', seated: 'in-chair', ready: 'in-chair', 'in treatment': 'in-chair', complete: 'completed',
  completed: 'completed', done: 'completed', 'checked out': 'completed',
  checkout: 'completed', kept: 'completed', 'no show': 'no-show', missed: 'no-show', failed: 'no-show', fta: 'no-show', broken: 'broken',
  cancelled: 'broken', canceled: 'broken', rescheduled: 'broken',
  unscheduled: 'unscheduled', asap: 'unscheduled', 'will call': 'unscheduled', planned: 'unscheduled', 'note only': 'note-only', note: 'note-only',
  unknown: 'unknown',
};

export const PLAN_STATUS: Readonly<Record<string, PlanStatus>> = {
  created: 'created', new: 'created', draft: 'created', saved: 'created', open: 'proposed', printed: 'presented', presented: 'presented',
  'follow-up made': 'presented', 'pre-auth': 'preauthorized',
  'pre-auth (primary)': 'preauthorized', 'pre-auth (secondary)': 'preauthorized', preauthorized: 'preauthorized', preferred: 'proposed',
  proposed: 'proposed', recommended: 'proposed',
  accepted: 'accepted', approved: 'accepted', active: 'accepted', 'in progress': 'in-progress', 'in process': 'in-progress', started: 'in-progress',
  completed: 'completed', complete: 'completed', closed: 'completed',
  rejected: 'rejected', declined: 'rejected', refused: 'rejected', inactive: 'inactive', cancelled: 'inactive', unknown: 'unknown',
};

/** Whether planned work was done; null for findings that are no work. */
export const ITEM_COMPLETED: Readonly<Record<string, boolean | null>> = {
  planned: false, 'treatment planned': false, tp: false, p: false, proposed: false, accepted: false, scheduled: false, 'in progress': false,
  'in process': false, i: false, open: false, rejected: false,
  completed: true, complete: true, c: true, done: true, existing: null, e: null, condition: null, referred: null, cancelled: false,
};

export const LEDGER_KIND: Readonly<Record<string, LedgerEntry['kind']>> = {
  charge: 'charge', procedure: 'charge', service: 'charge', fee: 'charge', 'finance charge': 'charge', 'late charge': 'charge',
  payment: 'patient-payment', 'patient payment': 'patient-payment',
  'guarantor payment': 'patient-payment', 'cash payment': 'patient-payment', 'check payment': 'patient-payment', 'card payment': 'patient-payment',
  'insurance payment': 'insurance-payment',
  'ins payment': 'insurance-payment', adjustment: 'adjustment', 'credit adjustment': 'adjustment', 'charge adjustment': 'adjustment',
  discount: 'adjustment', refund: 'adjustment', 'write-off': 'write-off',
  'insurance write-off': 'write-off', 'bad debt': 'write-off', unknown: 'unknown',
};

export const RELATIONSHIP: Readonly<Record<string, string>> = {
  self: 'self', subscriber: 'self', same: 'self', spouse: 'spouse', wife: 'spouse', husband: 'spouse', partner: 'spouse', child: 'child',
  son: 'child', daughter: 'child', other: 'other', dependent: 'other', parent: 'other',
};

export const REFERRAL_KIND: Readonly<Record<string, ReferralSource['kind']>> = {
  doctor: 'doctor', dr: 'doctor', dentist: 'doctor', specialist: 'doctor', physician: 'doctor', patient: 'patient', friend: 'patient',
  family: 'patient', other: 'other', marketing: 'other', web: 'other',
  advertisement: 'other', staff: 'other', employee: 'other',
};

export const ALERT_KIND: Readonly<Record<string, Alert['kind']>> = {
  allergy: 'allergy', allergies: 'allergy', condition: 'condition', problem: 'condition', disease: 'condition', medication: 'medication',
  drug: 'medication', prescription: 'medication',
};

export const RANK: Readonly<Record<string, Coverage['rank']>> = { primary: 'primary', p: 'primary', 1: 'primary', secondary: 'secondary',
  s: 'secondary', 2: 'secondary', tertiary: 'other', 3: 'other', other: 'other' };
