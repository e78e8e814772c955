import type { Alert, Patient } from '../canonical/streams.js';
import type { Labelled } from '../canonical/values.js';
import type { PatientBundle } from './bundle.js';
import { defined } from './defined.js';
import type { Directory, References } from './directory.js';
import { excerpt } from './excerpt.js';
import { formFacts, perioFacts } from './forms.js';
import type { Families } from './families.js';
import type { Stored } from './input.js';
import { rowsOf } from './input.js';
import { sum } from './money.js';
import { patientName } from './names.js';
import { claimFacts, insuranceFacts, labFacts, prescriptionFacts } from './records.js';
import type { AnySubject, PatientFacts, SubjectRef } from './subjects.js';

/** What the facts of a patient need to know beside the patient's own records. */
export interface PatientSurroundings {
  readonly directory: Directory;
  readonly families: Families;
  /** Guarantors of the patients at hand, by key. */
  readonly heads: ReadonlyMap<string, Stored<'patient'>>;
  readonly used: References;
}

/** One flat subject per patient: demographics, family, alerts, insurance, recall types and the family's balance. */
export function patientFacts(bundle: PatientBundle, around: PatientSurroundings): PatientFacts {
  const { key, data, rows } = bundle.patient;
  const home = homeOf(bundle, around);
  const insurance = insuranceFacts(bundle, around.directory, around.used);
  const claims = claimFacts(bundle.claims);
  const prescriptions = prescriptionFacts(bundle.prescriptions);
  const forms = formFacts(bundle.answers);
  const perio = perioFacts(bundle.perio);
  const balances = rowsOf(bundle.balances);
  const alerts = (kind: Alert['kind']) => bundle.alerts.filter((alert) => alert.data.kind === kind);
  const open = bundle.plans.filter(({ plan }) => !CLOSED.includes(plan.data.status));
  return {
    ...plainFacts(data), ...staffFacts(data, around.directory), ...home.facts, ...insurance.facts, ...claims, ...prescriptions,
    ...labFacts(bundle.labCases), ...moneyFacts(bundle), ...forms.facts, ...perio.facts,
    ref: { stream: 'patient', key }, rows, fullName: patientName(key, data), status: data.status, emails: data.emails, phones: data.phones,
    mainPhones: data.phones.slice(0, 2), furtherPhones: data.phones.slice(2).map(phoneText), emailMissing: data.emails.length === 0,
    allergies: alertTexts(alerts('allergy')), conditions: alertTexts(alerts('condition')), medications: alertTexts(alerts('medication')),
    recallTypes: [...new Set(bundle.recalls.flatMap(({ data: recall }) => recall.type ?? []))].sort(),
    openPlans: open.map(({ plan }) => [plan.data.title ?? 'Treatment plan', plan.data.statusText ?? plan.data.status, plan.data.note].filter(Boolean).join(': ')),
    openPlanCodes: [...new Set(open.flatMap(({ items }) => items.flatMap((item) => item.data.code ?? [])))],
    ...defined({ narrative: newestNarrative(bundle.notes), comment: data.comment === undefined ? undefined : excerpt(data.comment) }),
    via: {
      allergies: rowsOf(alerts('allergy')), conditions: rowsOf(alerts('condition')), medications: rowsOf(alerts('medication')),
      familyBalance: balances, outstanding: balances, lastPayment: balances, lastPaymentOn: balances, ...insurance.via, ...home.via,
      claims: rowsOf(bundle.claims), prescriptions: rowsOf(bundle.prescriptions),
      ...forms.via, ...perio.via,
    },
  };
}

const CLOSED: readonly string[] = ['completed', 'rejected', 'inactive'];

const phoneText = ({ label, value }: Labelled): string => `${label}: ${value}`;

function plainFacts(data: Patient) {
  const { chart, firstName, lastName, preferredName, birthDate, gender, address, billingAddress, provider, responsible, firstVisit, lastVisit, language, origin, statusText } = data;
  return {
    ...defined({ chart, firstName, lastName, preferredName, birthDate, gender, address, billingAddress, provider, responsible, firstVisit, lastVisit, language, origin, statusText }),
    ...contactPreference(data),
  };
}

/** Names of the staff behind a patient; a booking column is nobody. */
function staffFacts({ provider, responsible }: Patient, { providers }: Directory) {
  const human = (ref: SubjectRef | undefined) => {
    const found = ref === undefined ? undefined : providers.get(ref.key);
    return found?.placeholder === true ? undefined : found;
  };
  const treats = human(provider);
  return defined({ providerName: treats?.fullName, providerSpecialty: treats?.specialty, responsibleName: human(responsible)?.fullName });
}

/** What a family owes, on its guarantor only. */
function moneyFacts({ balances }: PatientBundle) {
  const newest = balances.map(({ data }) => data).sort((a, b) => ((a.lastPaymentOn ?? '') < (b.lastPaymentOn ?? '') ? 1 : -1))[0];
  return defined({
    familyBalance: sum(balances.map(({ data: { total, buckets } }) => total ?? sum(buckets.map((bucket) => bucket.amount)))),
    outstanding: sum(balances.map(({ data }) => data.outstanding)), lastPayment: newest?.lastPayment, lastPaymentOn: newest?.lastPaymentOn,
  });
}

/** Where the person may belong: family, employer, referring office, location of the practice. The mapping chooses. */
function homeOf({ patient: { key, data } }: PatientBundle, { directory, families, heads, used }: PatientSurroundings) {
  const family = families.of(key);
  const head = family === null ? undefined : heads.get(family.head);
  const employer = data.employer === undefined ? undefined : directory.employers.get(data.employer.key);
  const headEmployer = head?.data.employer === undefined ? undefined : directory.employers.get(head.data.employer.key);
  const referral = data.referral === undefined ? undefined : directory.referrals.get(data.referral.key);
  const office = referral !== undefined && referral.data.kind !== 'patient' ? referral.ref : undefined;
  const practice = practiceOf(data, directory);
  const shared: SubjectRef | undefined = family === null ? undefined : (headEmployer?.ref ?? { stream: 'family', key: family.head });
  if (referral !== undefined) used.referrals.add(referral.ref.key);
  for (const each of [employer, headEmployer]) if (each !== undefined) used.employers.add(each.ref.key);
  const isDependant = family !== null && family.head !== key;
  return {
    facts: defined({
      family: shared, employer: employer?.ref, referringOffice: office, practice: practice === undefined ? undefined : { stream: 'practice', key: practice.key },
      practiceName: practice?.data.name,
      employerName: employer?.data.name, referralName: referral?.data.name,
      guarantorName: isDependant && head !== undefined ? patientName(head.key, head.data) : undefined,
    }),
    // A patient who sent another is no organization: the row lives on in the name only.
    via: { referralName: referral?.data.kind === 'patient' ? referral.rows : [] },
  };
}

/** An office with one location need not write it beside every patient. */
function practiceOf({ practice }: Patient, { practices }: Directory): Stored<'practice'> | undefined {
  if (practice !== undefined) return practices.get(practice.key);
  const [only, ...more] = practices.values();
  return more.length === 0 ? only : undefined;
}

/** The organization that a family without an employer shares. Made once, from its guarantor. */
export function familyOrganization({ patient: { key, data, rows } }: PatientBundle, { directory, families }: PatientSurroundings): AnySubject | null {
  const family = families.of(key);
  if (family === null || family.head !== key) return null;
  if (data.employer !== undefined && directory.employers.has(data.employer.key)) return null;
  return {
    name: 'familyFacts',
    subject: { ref: { stream: 'family', key }, rows, kind: 'Family', name: `${patientName(key, data)} family`, ...defined({ address: data.address }) },
  };
}

/** Privacy wishes as a sentence for the person who is about to call. */
function contactPreference({ noCalls, noCorrespondence }: Patient): Pick<PatientFacts, 'contactPreference'> {
  const wishes = [noCalls === true ? 'no calls' : '', noCorrespondence === true ? 'no letters, texts or e-mails' : ''].filter((wish) => wish !== '');
  return wishes.length === 0 ? {} : { contactPreference: `Asked for: ${wishes.join('; ')}` };
}

/** Every alert is kept; a resolved one says so, because "no longer allergic" must not read like an allergy or vanish. */
const alertTexts = (alerts: readonly Stored<'alert'>[]): readonly string[] =>
  alerts.map(({ data }) => `${data.text}${data.critical === true ? ' (critical)' : ''}${data.active ? '' : ' (no longer active)'}`);

function newestNarrative(notes: readonly Stored<'clinicalNote'>[]): string | undefined {
  const newest = notes.reduce<Stored<'clinicalNote'> | undefined>(
    (best, note) => (best === undefined || (note.data.date ?? '') > (best.data.date ?? '') ? note : best), undefined);
  if (newest === undefined || newest.data.text.trim() === '') return undefined;
  return excerpt(newest.data.date === undefined ? newest.data.text : `${newest.data.date}: ${newest.data.text}`);
}
