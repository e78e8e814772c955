import type { Alert, AppointmentStatus, ClinicalNote, Patient, PatientStatus, PlanStatus, ReferralSource } from '../../canonical/streams.js';
import { plainWord } from '../../read/parsers.js';

/** Words that offices use, and what they mean in ours. Words are compared without case, spaces and punctuation. */
export const PATIENT_STATUS: Readonly<Record<string, PatientStatus>> = {
  active: 'active', a: 'active', patient: 'active', current: 'active', new: 'new', 'new patient': 'new', inactive: 'inactive', i: 'inactive',
  transferred: 'inactive', archived: 'archived', 'non-patient': 'non-patient', np: 'non-patient', 'responsible party': 'non-patient',
  deceased: 'deceased', prospective: 'prospective', prospect: 'prospective', duplicate: 'duplicate',
};

export const GENDER: Readonly<Record<string, Patient['gender'] | null>> = {
  m: 'male', male: 'male', f: 'female', female: 'female', o: 'other', other: 'other', x: 'other', u: null, unknown: null,
};

export const APPOINTMENT_STATUS: Readonly<Record<string, AppointmentStatus>> = {
  scheduled: 'scheduled', booked: 'scheduled', unconfirmed: 'scheduled', 'not confirmed': 'scheduled', 'left message': 'scheduled', pending: 'scheduled',
  confirmed: 'confirmed', arrived: 'arrived', 'checked in': 'arrived', waiting: 'arrived', seated: 'in-chair', 'in chair': 'in-chair',
  complete: 'completed', completed: 'completed', 'checked out': 'completed', kept: 'completed',
  'no show': 'no-show', missed: 'no-show', failed: 'no-show',
  broken: 'broken', cancelled: 'broken', canceled: 'broken', rescheduled: 'broken',
  unscheduled: 'unscheduled', 'short notice': 'unscheduled', 'will call': 'unscheduled', 'note only': 'note-only',
};

/** The kinds of visit that get an activity type of their own. */
export type VisitWord = 'Hygiene' | 'Restorative' | 'Surgical' | 'Consultation';

/** Null stands for a kind that is known and has no activity type of its own. */
export const VISIT_WORDS: Readonly<Record<string, VisitWord | null>> = {
  hygiene: 'Hygiene', hyg: 'Hygiene', cleaning: 'Hygiene', prophy: 'Hygiene', recall: 'Hygiene', 'perio maintenance': 'Hygiene',
  restorative: 'Restorative', restoration: 'Restorative', filling: 'Restorative', crown: 'Restorative', treatment: 'Restorative', operative: 'Restorative',
  surgical: 'Surgical', surgery: 'Surgical', 'oral surgery': 'Surgical', extraction: 'Surgical', implant: 'Surgical',
  consultation: 'Consultation', consult: 'Consultation',
  'new patient': null, emergency: null, other: null, exam: null, 'follow-up': null,
};

export const PLAN_STATUS: Readonly<Record<string, PlanStatus>> = {
  created: 'created', draft: 'created', new: 'created', proposed: 'proposed', presented: 'presented', 'pre-authorized': 'preauthorized',
  'pre-auth': 'preauthorized', accepted: 'accepted', active: 'accepted', approved: 'accepted', scheduled: 'accepted', 'in progress': 'in-progress',
  started: 'in-progress', completed: 'completed', complete: 'completed', rejected: 'rejected', declined: 'rejected', refused: 'rejected',
  inactive: 'inactive', cancelled: 'inactive', canceled: 'inactive',
};

/** Whether a planned procedure was done; null where the row is a finding and not work. */
export const ITEM_COMPLETED: Readonly<Record<string, boolean | null>> = {
  planned: false, proposed: false, accepted: false, scheduled: false, 'in progress': false, declined: false, tp: false,
  completed: true, complete: true, c: true, existing: null, condition: null, referred: null,
};

export const NOTE_KIND: Readonly<Record<string, ClinicalNote['kind'] | null>> = {
  clinical: 'clinical', progress: 'clinical', treatment: 'clinical', chart: 'clinical',
  administrative: 'administrative', admin: 'administrative', office: 'administrative', 'front desk': 'administrative', financial: 'administrative', other: null,
};

/** Ways in which patients find an office. Each is an option of its own in the CRM; only spellings of one word are joined. */
export type ReferralWord =
  | 'Dentist' | 'Patient' | 'Family' | 'Friend' | 'Employer' | 'Insurance' | 'Website' | 'Web search' | 'Google' | 'Facebook' | 'Instagram' | 'Yelp'
  | 'Yellow Pages' | 'Newspaper' | 'Radio' | 'Television' | 'Billboard' | 'Postcard' | 'Walk-in' | 'School' | 'Community event' | 'Other';

export const REFERRAL_WORDS: Readonly<Record<string, ReferralWord>> = {
  dentist: 'Dentist', doctor: 'Dentist', dr: 'Dentist', 'referring dentist': 'Dentist', 'referring doctor': 'Dentist', specialist: 'Dentist',
  patient: 'Patient', 'existing patient': 'Patient', 'current patient': 'Patient', 'patient referral': 'Patient', family: 'Family', relative: 'Family',
  friend: 'Friend', 'word of mouth': 'Friend', employer: 'Employer', insurance: 'Insurance', 'insurance company': 'Insurance', 'insurance list': 'Insurance',
  website: 'Website', 'web site': 'Website', 'our website': 'Website', 'web search': 'Web search', internet: 'Web search', online: 'Web search',
  'search engine': 'Web search', google: 'Google', facebook: 'Facebook', instagram: 'Instagram', yelp: 'Yelp', 'yellow pages': 'Yellow Pages',
  'phone book': 'Yellow Pages', newspaper: 'Newspaper', radio: 'Radio', tv: 'Television', television: 'Television', billboard: 'Billboard',
  postcard: 'Postcard', mailer: 'Postcard', 'direct mail': 'Postcard', 'walk-in': 'Walk-in', 'walk by': 'Walk-in', 'drive by': 'Walk-in', sign: 'Walk-in',
  school: 'School', 'school fair': 'School', 'community event': 'Community event', 'health fair': 'Community event', other: 'Other', unknown: 'Other',
};

const REFERRAL_BY_WORD = new Map(Object.entries(REFERRAL_WORDS).map(([word, value]) => [plainWord(word), value]));

/** A way of finding the office in its known spelling, else as the office wrote it. */
export const referralWord = (written: string): string => REFERRAL_BY_WORD.get(plainWord(written)) ?? written;

/** Who a referral source is: a colleague, a patient, or a campaign of the office. */
export function referralKind(written: string | null): ReferralSource['kind'] {
  const word = written === null ? null : referralWord(written);
  if (word === 'Dentist') return 'doctor';
  return word === 'Patient' || word === 'Family' || word === 'Friend' ? 'patient' : 'other';
}

/** What has become of a task; recalls that are done or dropped must not come up again. */
export type TaskWord = 'Open' | 'Completed' | 'Cancelled';

export const TASK_WORDS: Readonly<Record<string, TaskWord>> = {
  open: 'Open', due: 'Open', overdue: 'Open', pending: 'Open', 'not started': 'Open', 'in progress': 'Open', sent: 'Open', 'left message': 'Open',
  'postcard sent': 'Open', 'talked to patient': 'Open', waiting: 'Open',
  done: 'Completed', complete: 'Completed', completed: 'Completed', closed: 'Completed', scheduled: 'Completed',
  cancelled: 'Cancelled', canceled: 'Cancelled', disabled: 'Cancelled', dismissed: 'Cancelled', deleted: 'Cancelled',
};

/** Dental-Exec has no recall records: a task is one when its type or subject says so. */
export const isRecallTask = (...words: readonly (string | null)[]): boolean =>
  words.some((word) => word !== null && /recall|re-?care|hygiene|prophy|cleaning|continuing care|perio maint/i.test(word));

export const COVERAGE_RANK: Readonly<Record<string, 'primary' | 'secondary' | 'other'>> = {
  primary: 'primary', 1: 'primary', p: 'primary', secondary: 'secondary', 2: 'secondary', s: 'secondary', tertiary: 'other', 3: 'other', other: 'other',
};

/** The flags about drugs that the patient file carries: yes or no, without saying which drug. */
export const DRUG_FLAGS = {
  drugInteraction: { key: 'drug-interaction', kind: 'medication', text: 'Drug interaction' },
  drugAllergy: { key: 'drug-allergy', kind: 'allergy', text: 'Drug allergy' },
  premedication: { key: 'premedication', kind: 'condition', text: 'Premedication' },
} as const satisfies Readonly<Record<string, { readonly key: string; readonly kind: Alert['kind']; readonly text: string }>>;

/** Booking columns that offices set up as if they were a dentist. */
export function isPlaceholderProvider(id: string, lastName: string | null): boolean {
  const words = [id, lastName ?? ''].map((word) => word.toLowerCase().replaceAll(/[^a-z]/g, ''));
  return words.some((word) => ['defprov', 'default', 'walkin', 'unassigned', 'test', 'anyprovider', 'nonprovider', 'noprovider', 'office'].includes(word));
}
