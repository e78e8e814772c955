import type { Address, ClockTime, IsoDate, Labelled, Money, Origin } from './values.js';

/** A reference to another record of the same export, by the source's own id. Never by e-mail, phone or name. */
export interface Ref<S extends StreamName = StreamName> {
  readonly stream: S;
  readonly key: string;
}

/** The office itself, or one of its locations. */
export interface Practice {
  readonly name: string;
  /** IANA zone, when the source says so. */
  readonly zone?: string;
  readonly address?: Address;
  readonly phone?: string;
  readonly website?: string;
}

/** Somebody who treats patients. Dentrix G and Ascend exports carry no e-mail address. */
export interface Provider {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly title?: string;
  readonly specialty?: string;
  readonly email?: string;
  readonly active: boolean;
  /** True for `DEF_PROV`, `Walk-In` and the like: a booking column, not a human. */
  readonly placeholder: boolean;
}

export type PatientStatus =
  | 'active' | 'new' | 'non-patient' | 'inactive' | 'archived' | 'deceased' | 'prospective' | 'duplicate' | 'unknown';

/** A person in the practice-management system, including guarantors who are not patients. */
export interface Patient {
  readonly chart?: string;
  readonly firstName?: string;
  readonly middleName?: string;
  readonly lastName?: string;
  readonly preferredName?: string;
  readonly suffix?: string;
  readonly title?: string;
  readonly birthDate?: IsoDate;
  readonly gender?: 'female' | 'male' | 'other';
  readonly status: PatientStatus;
  /** The status in the office's own words. */
  readonly statusText?: string;
  readonly emails: readonly Labelled[];
  readonly phones: readonly Labelled[];
  readonly address?: Address;
  /** A second address, where the source keeps mailing and billing apart. */
  readonly billingAddress?: Address;
  readonly guarantor?: Ref<'patient'>;
  readonly provider?: Ref<'provider'>;
  readonly secondaryProvider?: Ref<'provider'>;
  /** The member of staff who looks after this patient, where the source says so. */
  readonly responsible?: Ref<'provider'>;
  /** The location that the patient belongs to. */
  readonly practice?: Ref<'practice'>;
  readonly employer?: Ref<'employer'>;
  readonly referral?: Ref<'referralSource'>;
  /** How the patient found the office, in the office's own pick-list. */
  readonly origin?: string;
  readonly firstVisit?: IsoDate;
  readonly lastVisit?: IsoDate;
  readonly noCalls?: boolean;
  readonly noCorrespondence?: boolean;
  readonly language?: string;
  readonly comment?: string;
}

export interface Employer {
  readonly name: string;
  readonly address?: Address;
  readonly phone?: string;
}

/** Who sent the patient: a colleague, a patient or a campaign. */
export interface ReferralSource {
  readonly name: string;
  readonly kind: 'doctor' | 'patient' | 'other';
  readonly specialty?: string;
  readonly phone?: string;
  readonly address?: Address;
  /** What the office noted about the relationship. */
  readonly detail?: string;
}

/** An insurance company with one of its plans. */
export interface Carrier {
  readonly name: string;
  readonly groupName?: string;
  readonly groupNumber?: string;
  readonly payerId?: string;
  readonly phone?: string;
  readonly address?: Address;
}

/** That a patient is insured by a carrier. */
export interface Coverage {
  readonly patient: Ref<'patient'>;
  readonly carrier?: Ref<'carrier'>;
  readonly rank: 'primary' | 'secondary' | 'other';
  readonly subscriberId?: string;
  readonly subscriber?: Ref<'patient'>;
  readonly relationship?: string;
  /** Where the export names the carrier and the group beside the policy, without a carrier of its own. */
  readonly carrierName?: string;
  readonly groupNumber?: string;
  readonly coverageType?: string;
}

/** One claim sent to a carrier; kept as a line of text. */
export interface Claim {
  readonly patient: Ref<'patient'>;
  readonly date?: IsoDate;
  readonly carrierName?: string;
  readonly status?: string;
  readonly billed?: Money;
  readonly paid?: Money;
  readonly detail?: string;
}

export type AppointmentStatus =
  | 'scheduled' | 'confirmed' | 'arrived' | 'in-chair' | 'completed' | 'no-show' | 'broken' | 'unscheduled' | 'note-only' | 'unknown';

/** A booked visit. Date and time are those of the practice's wall clock unless `utc` is set. */
export interface Appointment {
  readonly patient?: Ref<'patient'>;
  /** Shown when the booking was made before a patient record existed. */
  readonly patientName?: string;
  readonly provider?: Ref<'provider'>;
  readonly date: IsoDate;
  readonly time?: ClockTime;
  readonly utc?: true;
  readonly minutes?: number;
  readonly operatory?: string;
  readonly type?: string;
  readonly reason?: string;
  /** A reminder by telephone and not a visit. */
  readonly isCall?: true;
  /** The student who treats under supervision, in a dental school. */
  readonly student?: string;
  readonly status: AppointmentStatus;
  /** The status in the office's own words. */
  readonly statusText?: string;
  readonly codes: readonly string[];
  readonly note?: string;
}

export type PlanStatus =
  | 'created' | 'proposed' | 'presented' | 'preauthorized' | 'accepted' | 'in-progress' | 'completed' | 'rejected' | 'inactive' | 'unknown';

/** A treatment plan (Dentrix: case). Its line items are `treatmentItem` records. */
export interface TreatmentPlan {
  readonly patient: Ref<'patient'>;
  readonly title?: string;
  readonly status: PlanStatus;
  readonly statusText?: string;
  readonly provider?: Ref<'provider'>;
  readonly created?: IsoDate;
  /** True for the case into which Dentrix copies every planned procedure; counting it too would double the value. */
  readonly isDefault: boolean;
  /** Plans with the same set are alternatives: the patient accepts one of them. */
  readonly alternateSet?: string;
  /** The estimate for the whole plan, where the export lists no procedures. */
  readonly fee?: Money;
  readonly paymentStatus?: string;
  readonly note?: string;
}

/** One procedure inside a treatment plan. `procedure` is the source's procedure id, shared by copies of the same work. */
export interface TreatmentItem {
  readonly plan: Ref<'treatmentPlan'>;
  readonly procedure?: string;
  readonly code?: string;
  readonly description?: string;
  readonly tooth?: string;
  readonly surface?: string;
  readonly fee?: Money;
  readonly insuranceEstimate?: Money;
  readonly date?: IsoDate;
  readonly completed?: boolean;
}

/** A procedure code of the office's own price list, passed through as the office's data. */
export interface ProcedureCode {
  readonly code: string;
  readonly description?: string;
  readonly fee?: Money;
}

/** When a patient should come back, and why. The stored due date wins over a computed one. */
export interface Recall {
  readonly patient: Ref<'patient'>;
  readonly type?: string;
  readonly due?: IsoDate;
  readonly previous?: IsoDate;
  readonly intervalMonths?: number;
  readonly intervalDays?: number;
  readonly provider?: Ref<'provider'>;
  readonly status?: string;
}

/** An allergy, a condition or a medication that staff must see. */
export interface Alert {
  readonly patient: Ref<'patient'>;
  readonly kind: 'allergy' | 'condition' | 'medication';
  readonly text: string;
  readonly critical?: boolean;
  readonly active: boolean;
  readonly since?: IsoDate;
}

/** A clinical narrative as plain text. */
export interface ClinicalNote {
  readonly patient: Ref<'patient'>;
  readonly date?: IsoDate;
  readonly author?: Ref<'provider'>;
  readonly kind?: 'clinical' | 'administrative';
  readonly text: string;
}

/** A prescription as it was written; historical reference only. */
export interface Prescription {
  readonly patient: Ref<'patient'>;
  readonly date?: IsoDate;
  readonly medication: string;
  readonly detail?: string;
  readonly provider?: Ref<'provider'>;
}

/** Work that a dental laboratory does for a patient. */
export interface LabCase {
  readonly patient: Ref<'patient'>;
  readonly lab?: string;
  readonly item?: string;
  readonly status?: string;
  readonly sent?: IsoDate;
  /** When the office expects the work back. */
  readonly due?: IsoDate;
  readonly received?: IsoDate;
  readonly prescription?: string;
  readonly provider?: Ref<'provider'>;
}

/** A procedure that was carried out. */
export interface CompletedProcedure {
  readonly patient: Ref<'patient'>;
  readonly date: IsoDate;
  readonly code?: string;
  readonly description?: string;
  readonly tooth?: string;
  readonly surface?: string;
  readonly fee?: Money;
  readonly provider?: Ref<'provider'>;
  readonly note?: string;
}

/** A file that belongs to a patient; `path` is where it lies within the export. */
export interface Attachment {
  readonly patient: Ref<'patient'>;
  readonly path: string;
  readonly title?: string;
  readonly date?: IsoDate;
}

/** One answer on one form. Forms are revised: `question` names the same question in every revision. */
export interface FormAnswer {
  readonly patient: Ref<'patient'>;
  readonly kind: 'health' | 'other';
  /** The form's code or name in the office. */
  readonly form?: string;
  readonly question: string;
  /** The question in words. */
  readonly text?: string;
  readonly yes?: boolean;
  readonly answer?: string;
  readonly date?: IsoDate;
  readonly time?: ClockTime;
}

/** The six places around a tooth at which a probe is read. */
export type PerioSite = 'MB' | 'B' | 'DB' | 'ML' | 'L' | 'DL';

/** What a periodontal exam found at one tooth, in millimetres; sites that were not measured are absent. */
export interface PerioReading {
  readonly patient: Ref<'patient'>;
  readonly exam: string;
  readonly date?: IsoDate;
  readonly tooth: string;
  readonly pockets: Readonly<Partial<Record<PerioSite, number>>>;
  readonly recession: Readonly<Partial<Record<PerioSite, number>>>;
  readonly mobility?: number;
  readonly bleeding?: boolean;
}

/** A record about a student or faculty member: an education record, which never goes into a CRM. */
export interface EducationRecord {
  readonly kind: string;
}

/** What a family owes, kept on its guarantor, with the source's four or five ageing buckets. */
export interface FamilyBalance {
  readonly guarantor: Ref<'patient'>;
  readonly total?: Money;
  readonly buckets: readonly { readonly days: string; readonly amount: Money }[];
  /** What of the total is overdue, where the source says so. */
  readonly outstanding?: Money;
  readonly lastPayment?: Money;
  readonly lastPaymentOn?: IsoDate;
}

/** One line of a billing ledger. */
export interface LedgerEntry {
  readonly patient?: Ref<'patient'>;
  readonly plan?: Ref<'treatmentPlan'>;
  readonly date?: IsoDate;
  readonly kind: 'charge' | 'patient-payment' | 'insurance-payment' | 'adjustment' | 'write-off' | 'unknown';
  readonly amount: Money;
  readonly provider?: Ref<'provider'>;
}

/** An X-ray or photograph that stays outside the CRM. */
export interface ImagingFile {
  readonly patient: Ref<'patient'>;
  readonly path: string;
  readonly date?: IsoDate;
}

/** Every kind of record a source can have, in the words of a dental office. */
export interface Streams {
  practice: Practice;
  provider: Provider;
  patient: Patient;
  employer: Employer;
  referralSource: ReferralSource;
  carrier: Carrier;
  coverage: Coverage;
  appointment: Appointment;
  treatmentPlan: TreatmentPlan;
  treatmentItem: TreatmentItem;
  procedureCode: ProcedureCode;
  recall: Recall;
  alert: Alert;
  clinicalNote: ClinicalNote;
  familyBalance: FamilyBalance;
  ledgerEntry: LedgerEntry;
  imagingFile: ImagingFile;
  claim: Claim;
  prescription: Prescription;
  labCase: LabCase;
  completedProcedure: CompletedProcedure;
  attachment: Attachment;
  educationRecord: EducationRecord;
  formAnswer: FormAnswer;
  perioReading: PerioReading;
}

export type StreamName = keyof Streams;

/** A source record in our words. `key` is the source's own id as text, unique within its stream. */
export interface CanonicalRecord<S extends StreamName = StreamName> {
  readonly stream: S;
  readonly key: string;
  readonly data: Streams[S];
  readonly origin: Origin;
}

/** A canonical record of any stream, discriminated by `stream`. */
export type AnyRecord = { readonly [S in StreamName]: CanonicalRecord<S> }[StreamName];

/** The streams in the order people expect to read them. */
export const STREAM_NAMES = [
  'practice', 'provider', 'patient', 'employer', 'referralSource', 'carrier', 'coverage', 'appointment', 'treatmentPlan',
  'treatmentItem', 'procedureCode', 'recall', 'alert', 'clinicalNote', 'familyBalance', 'ledgerEntry', 'imagingFile', 'claim',
  'prescription', 'labCase', 'completedProcedure', 'attachment', 'educationRecord', 'formAnswer', 'perioReading',
] as const satisfies readonly StreamName[];
