import type { Alert, Patient } from '../canonical/streams.js';
import type { PatientBundle } from './bundle.js';
import type { Directory, References } from './directory.js';
import type { Families } from './families.js';
import type { Stored } from './input.js';
import { sum } from './money.js';
import { excerpt } from './excerpt.js';
import { patientName } from './names.js';
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
  const { key, data } = bundle.patient;
  const rows = new Set(bundle.patient.rows);
  const use = <T extends { readonly rows: readonly number[] }>(item: T): T => {
    for (const row of item.rows) rows.add(row);
    return item;
  };
  const home = homeOf(key, bundle, around, use);
  const insurance = insuranceOf(bundle, around, use);
  const narrative = newestNarrative(bundle.notes);
  const balance = sum(bundle.balances.map(use).map(({ data: { total, buckets } }) => total ?? sum(buckets.map((bucket) => bucket.amount))));
  const { guarantor: _guarantor, provider, secondaryProvider: _second, employer: _employer, referral: _referral, middleName: _middle,
    title: _title, suffix: _suffix, noCalls: _calls, noCorrespondence: _letters, ...plain } = data;
  return {
    ...plain, ...home, ...insurance, ref: { stream: 'patient', key },
    fullName: patientName(key, data),
    emailMissing: data.emails.length === 0,
    ...contactPreference(data),
    ...(provider === undefined ? {} : { provider }),
    allergies: alertTexts(bundle.alerts.map(use), 'allergy'),
    conditions: alertTexts(bundle.alerts, 'condition'),
    medications: alertTexts(bundle.alerts, 'medication'),
    recallTypes: [...new Set(bundle.recalls.flatMap(({ data: recall }) => (recall.type === undefined ? [] : [recall.type])))].sort(),
    ...(narrative === undefined ? {} : { narrative }),
    ...(plain.comment === undefined ? {} : { comment: excerpt(plain.comment) }),
    ...(balance === undefined ? {} : { familyBalance: balance }),
    rows: [...rows],
  };
}

type Use = <T extends { readonly rows: readonly number[] }>(item: T) => T;

/** A family shares its guarantor's organization; somebody alone belongs to the employer, else to the referral source. */
function homeOf(key: string, bundle: PatientBundle, { directory, families, heads, used }: PatientSurroundings, use: Use): Partial<PatientFacts> {
  const { data } = bundle.patient;
  const family = families.of(key);
  const head = family === null ? undefined : heads.get(family.head);
  const employer = data.employer === undefined ? undefined : directory.employers.get(data.employer.key);
  const headEmployer = head?.data.employer === undefined ? undefined : directory.employers.get(head.data.employer.key);
  const referral = data.referral === undefined ? undefined : directory.referrals.get(data.referral.key);
  if (referral !== undefined) used.referrals.add(referral.ref.key);
  if (referral?.data.kind === 'patient') use(referral);
  const alone = employer?.ref ?? (referral !== undefined && referral.data.kind !== 'patient' ? referral.ref : undefined);
  const organization: SubjectRef | undefined = family === null ? alone : (headEmployer?.ref ?? { stream: 'family', key: family.head });
  for (const each of [employer, family === null ? undefined : headEmployer]) if (each !== undefined) used.employers.add(each.ref.key);
  return {
    ...(organization === undefined ? {} : { organization }),
    ...(employer === undefined ? {} : { employerName: employer.data.name }),
    ...(referral === undefined ? {} : { referralName: referral.data.name }),
    ...(family === null || head === undefined || family.head === key ? {} : { guarantorName: patientName(head.key, head.data) }),
  };
}

/** The organization that a family without an employer shares. Made once, from its guarantor. */
export function familyOrganization(bundle: PatientBundle, { directory, families }: PatientSurroundings): AnySubject | null {
  const { key, data, rows } = bundle.patient;
  const family = families.of(key);
  if (family === null || family.head !== key) return null;
  if (data.employer !== undefined && directory.employers.has(data.employer.key)) return null;
  return {
    name: 'organizationFacts',
    subject: {
      ref: { stream: 'family', key }, rows, kind: 'Family', name: `${patientName(key, data)} family`,
      ...(data.address === undefined ? {} : { address: data.address }),
    },
  };
}

/** Insurance by rank; a carrier that the export does not list cannot be linked to, the subscriber id stays all the same. */
function insuranceOf(bundle: PatientBundle, { directory, used }: PatientSurroundings, use: Use): Pick<PatientFacts, 'subscriberIds' | 'primaryCarrier'> {
  const listed = bundle.coverages.map(use).map(({ data: { carrier, ...rest } }) =>
    (carrier !== undefined && directory.carriers.has(carrier.key) ? { ...rest, carrier } : rest));
  for (const each of listed) if ('carrier' in each) used.carriers.add(each.carrier.key);
  const primary = listed.find((each) => each.rank === 'primary');
  const lines = listed.flatMap((each) => {
    const carrier = each.rank === 'primary' || !('carrier' in each) ? '' : (directory.carriers.get(each.carrier.key)?.data.name ?? '');
    const text = [carrier, each.subscriberId ?? ''].filter((part) => part !== '').join(' ');
    return text === '' ? [] : [`${each.rank}: ${text}`];
  });
  return { subscriberIds: lines, ...(primary !== undefined && 'carrier' in primary ? { primaryCarrier: primary.carrier } : {}) };
}

/** Privacy wishes as a sentence for the person who is about to call. */
function contactPreference({ noCalls, noCorrespondence }: Patient): Pick<PatientFacts, 'contactPreference'> {
  const wishes = [noCalls === true ? 'no calls' : '', noCorrespondence === true ? 'no letters, texts or e-mails' : ''].filter((wish) => wish !== '');
  return wishes.length === 0 ? {} : { contactPreference: `Asked for: ${wishes.join('; ')}` };
}

/** Every alert is kept; a resolved one says so, because "no longer allergic" must not read like an allergy or vanish. */
function alertTexts(alerts: readonly Stored<'alert'>[], kind: Alert['kind']): readonly string[] {
  return alerts.filter(({ data }) => data.kind === kind)
    .map(({ data }) => `${data.text}${data.critical === true ? ' (critical)' : ''}${data.active ? '' : ' (no longer active)'}`);
}

function newestNarrative(notes: readonly Stored<'clinicalNote'>[]): string | undefined {
  const newest = notes.reduce<Stored<'clinicalNote'> | undefined>(
    (best, note) => (best === undefined || (note.data.date ?? '') > (best.data.date ?? '') ? note : best), undefined);
  if (newest === undefined || newest.data.text.trim() === '') return undefined;
  return excerpt(newest.data.date === undefined ? newest.data.text : `${newest.data.date}: ${newest.data.text}`);
}
