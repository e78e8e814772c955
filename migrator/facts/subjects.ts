import type { AppointmentStatus, PatientStatus, PlanStatus } from '../canonical/streams.js';
import type { Address, ClockTime, IsoDate, Labelled, Money } from '../canonical/values.js';

/** Points to a subject by the name and key that its external id will carry: `<source>:<stream>:<key>`. */
export interface SubjectRef {
  readonly stream: string;
  readonly key: string;
}

/**
 * Common to all subjects: who it is, and the staged rows it was made from. `via` names rows that reach it through one field only: they count
 * as moved where a mapping row uses that field, and as left out where none does.
 */
export interface Subject {
  readonly ref: SubjectRef;
  readonly rows: readonly number[];
  readonly via?: Readonly<Record<string, readonly number[]>>;
}

/** A provider as a person who may own records. */
export interface ProviderFacts extends Subject {
  readonly fullName: string;
  readonly email?: string;
  readonly specialty?: string;
  readonly placeholder: boolean;
  readonly active: boolean;
}

/** An employer, a referring office, a location of the practice or a family, as an organization people can be grouped under. */
export interface OrganizationFacts extends Subject {
  readonly name: string;
  readonly kind: 'Employer' | 'Referral source' | 'Practice' | 'Family';
  readonly address?: Address;
  readonly phone?: string;
  readonly website?: string;
  readonly specialty?: string;
  readonly detail?: string;
}

/** An insurance carrier with one of its plans. */
export interface CarrierFacts extends Subject {
  readonly name: string;
  readonly groupName?: string;
  readonly groupNumber?: string;
  readonly payerId?: string;
  readonly phone?: string;
  readonly address?: Address;
}

/** Everything about one patient (or guarantor) that a CRM wants to know, joined and counted. */
export interface PatientFacts extends Subject {
  readonly chart?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Never empty: falls back to the chart or the id. */
  readonly fullName: string;
  readonly preferredName?: string;
  readonly birthDate?: IsoDate;
  readonly gender?: string;
  readonly status: PatientStatus;
  /** The status in the source's words; absent where the source has no more to say than ours. */
  readonly statusText?: string;
  readonly emails: readonly Labelled[];
  readonly phones: readonly Labelled[];
  readonly address?: Address;
  readonly emailMissing: boolean;
  readonly provider?: SubjectRef;
  /** The member of staff who looks after the patient. */
  readonly responsible?: SubjectRef;
  /** Who treats and who looks after the patient, by name: CRM users carry no specialties, and not everybody is one. */
  readonly providerName?: string;
  readonly providerSpecialty?: string;
  readonly responsibleName?: string;
  readonly billingAddress?: Address;
  /** The first two telephone numbers, and the others as text with their kinds. */
  readonly mainPhones: readonly Labelled[];
  readonly furtherPhones: readonly string[];
  readonly employer?: SubjectRef;
  /** The referring office; absent where a patient or a campaign sent them. */
  readonly referringOffice?: SubjectRef;
  /** The location they belong to; where the office has only one, that one. */
  readonly practice?: SubjectRef;
  readonly practiceName?: string;
  /** The family's organization: the guarantor's employer, else one made for the family; absent for somebody who stands alone. */
  readonly family?: SubjectRef;
  readonly employerName?: string;
  readonly referralName?: string;
  /** Set for dependants only: who pays for them. */
  readonly guarantorName?: string;
  readonly firstVisit?: IsoDate;
  readonly lastVisit?: IsoDate;
  /** What the person asked not to receive, in words; absent when nothing was asked. */
  readonly contactPreference?: string;
  readonly allergies: readonly string[];
  readonly conditions: readonly string[];
  readonly medications: readonly string[];
  /** Date and text of the newest clinical narrative. */
  readonly narrative?: string;
  readonly recallTypes: readonly string[];
  readonly primaryCarrier?: SubjectRef;
  /** One line per policy: rank, carrier where it is not the primary one, subscriber id. */
  readonly subscriberIds: readonly string[];
  readonly carrierName?: string;
  readonly policyNumber?: string;
  readonly groupNumber?: string;
  readonly coverageType?: string;
  /** One line per claim, newest first, and the status of the newest. */
  readonly claims: readonly string[];
  readonly claimStatus?: string;
  /** One line per prescription, newest first; then the newest in parts. */
  readonly prescriptions: readonly string[];
  readonly prescriptionDate?: IsoDate;
  readonly prescriptionMedication?: string;
  readonly prescriptionDetail?: string;
  readonly labCaseStatus?: string;
  /** One line per question of a health form that was answered with more than no; the newest answer counts. */
  readonly healthHistory: readonly string[];
  /** The same of all other forms, each line with its form. */
  readonly formAnswers: readonly string[];
  /** One line per periodontal exam, newest first. */
  readonly perioExams: readonly string[];
  /** Status, codes and notes of plans that are not finished. */
  readonly openPlans: readonly string[];
  readonly openPlanCodes: readonly string[];
  /** On the guarantor only, so that a family's balance is counted once. */
  readonly familyBalance?: Money;
  readonly outstanding?: Money;
  readonly lastPayment?: Money;
  readonly lastPaymentOn?: IsoDate;
  readonly origin?: string;
  readonly language?: string;
  readonly comment?: string;
}

/** A booked visit with its wall-clock time turned into UTC. */
export interface AppointmentFacts extends Subject {
  readonly patient: SubjectRef;
  readonly provider?: SubjectRef;
  readonly providerName?: string;
  readonly subject: string;
  readonly dueDate: IsoDate;
  readonly dueTime?: ClockTime;
  readonly minutes?: number;
  readonly status: AppointmentStatus;
  readonly statusText: string;
  /** True for visits that lie behind us, so that no old booking becomes an overdue task. */
  readonly done: boolean;
  readonly operatory?: string;
  readonly reason?: string;
  readonly student?: string;
  /** `call` for a reminder by telephone, `visit` for chair time. */
  readonly kind: 'visit' | 'call';
  /** The appointment type in the office's words. */
  readonly typeText?: string;
  readonly codes: readonly string[];
  readonly note?: string;
}

/** A treatment plan with its value counted once: no default-case copies, one of each set of alternatives. */
export interface PlanFacts extends Subject {
  readonly patient: SubjectRef;
  readonly provider?: SubjectRef;
  readonly title: string;
  readonly status: PlanStatus;
  /** The status in the source's words. */
  readonly statusText: string;
  readonly created?: IsoDate;
  readonly value: Money;
  /** What the export states for the plan as a whole; its `value` adds up the procedures where there are any. */
  readonly fee?: Money;
  readonly codes: readonly string[];
  readonly insuranceEstimate?: Money;
  readonly adjustment?: Money;
  /** On the guarantor's newest plan only, so that sums over deals count a family once. */
  readonly patientBalance?: Money;
  /** The ledger as text: one line per kind of entry with count and sum; patient-level entries stand on the newest plan. */
  readonly financialSummary?: string;
  readonly paymentStatus?: string;
  readonly patientName: string;
  readonly note?: string;
  /** One line per procedure: code, tooth, fee. */
  readonly procedures: readonly string[];
}

/** One procedure of a treatment plan that counts. */
export interface PlanItemFacts extends Subject {
  readonly plan: SubjectRef;
  readonly product: SubjectRef;
  readonly price: Money;
  readonly quantity: number;
  readonly detail?: string;
}

/** A procedure code of the office's price list that plans refer to. */
export interface ProductFacts extends Subject {
  readonly name: string;
  readonly code: string;
  readonly price?: Money;
}

/** A recall that is due; the stored date wins, else the previous visit plus the interval plus one day. */
export interface RecallFacts extends Subject {
  readonly patient: SubjectRef;
  readonly provider?: SubjectRef;
  readonly subject: string;
  readonly type: string;
  readonly due: IsoDate;
  readonly previous?: IsoDate;
  /** The interval in words, `6 months`. */
  readonly interval?: string;
  readonly status?: string;
}

/** A clinical narrative to keep with the patient. */
export interface NoteFacts extends Subject {
  readonly patient: SubjectRef;
  readonly date?: IsoDate;
  readonly authorName?: string;
  /** Where the source tells notes about treatment from those of the front desk. */
  readonly kind?: 'clinical' | 'administrative';
  readonly text: string;
}

/** Work that a laboratory does: sent, expected back, done once received. */
export interface LabCaseFacts extends Subject {
  readonly patient: SubjectRef;
  readonly provider?: SubjectRef;
  readonly subject: string;
  readonly due: IsoDate;
  readonly done: boolean;
  readonly lab?: string;
  readonly sent?: IsoDate;
  readonly status?: string;
  /** What the laboratory is to make, as prescribed. */
  readonly prescription?: string;
}

/** A procedure that was carried out, as a done activity. */
export interface ProcedureFacts extends Subject {
  readonly patient: SubjectRef;
  readonly provider?: SubjectRef;
  readonly providerName?: string;
  readonly subject: string;
  readonly date: IsoDate;
  readonly code?: string;
  readonly detail?: string;
  readonly fee?: Money;
  readonly note?: string;
}

/** A patient with work planned and no confirmed visit in the months that the office sets. */
export interface LeadFacts extends Subject {
  readonly patient: SubjectRef;
  readonly provider?: SubjectRef;
  readonly title: string;
  readonly value?: Money;
}

/** Everything mapping rows may read from. */
export interface Subjects {
  providerFacts: ProviderFacts;
  employerFacts: OrganizationFacts;
  referralFacts: OrganizationFacts;
  practiceFacts: OrganizationFacts;
  familyFacts: OrganizationFacts;
  labCaseFacts: LabCaseFacts;
  procedureFacts: ProcedureFacts;
  leadFacts: LeadFacts;
  carrierFacts: CarrierFacts;
  patientFacts: PatientFacts;
  productFacts: ProductFacts;
  planFacts: PlanFacts;
  planItemFacts: PlanItemFacts;
  appointmentFacts: AppointmentFacts;
  recallFacts: RecallFacts;
  noteFacts: NoteFacts;
}

export type SubjectName = keyof Subjects;

/** A subject with its name, as the facts stream yields it. */
export type AnySubject = { readonly [S in SubjectName]: { readonly name: S; readonly subject: Subjects[S] } }[SubjectName];

/** A staged row that becomes part of no subject, and why (a stable slug). */
export interface LeftOut {
  readonly row: number;
  readonly reason: string;
}
