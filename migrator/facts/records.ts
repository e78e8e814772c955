import type { PatientBundle } from './bundle.js';
import { defined } from './defined.js';
import type { Directory, References } from './directory.js';
import type { Stored } from './input.js';
import type { PatientFacts } from './subjects.js';

const money = (amount: { readonly cents: number; readonly currency: string } | undefined): string | undefined =>
  (amount === undefined ? undefined : `${(amount.cents / 100).toFixed(2)} ${amount.currency}`);

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== '').join(' · ');

const newestFirst = <T extends { readonly data: { readonly date?: string } }>(items: readonly T[]): readonly T[] =>
  [...items].sort((a, b) => ((a.data.date ?? '') < (b.data.date ?? '') ? 1 : -1));

/** Insurance by rank; a carrier that the export does not list cannot be linked to, the policy stays all the same. */
export function insuranceFacts({ coverages }: PatientBundle, directory: Directory, used: References) {
  const listed = coverages.map(({ data }) => {
    const carrier = data.carrier === undefined ? undefined : directory.carriers.get(data.carrier.key);
    if (carrier !== undefined) used.carriers.add(carrier.key);
    return { ...data, carrier, name: carrier?.data.name ?? data.carrierName, group: carrier?.data.groupNumber ?? data.groupNumber };
  });
  const primary = listed.find(({ rank }) => rank === 'primary') ?? listed[0];
  const lines = listed.flatMap((each) => {
    const text = [each.rank === 'primary' && each.carrier !== undefined ? '' : (each.name ?? ''), each.subscriberId ?? ''].filter((part) => part !== '').join(' ');
    return text === '' ? [] : [`${each.rank}: ${text}`];
  });
  const rows = coverages.flatMap((coverage) => coverage.rows);
  const carriers = listed.flatMap(({ carrier }) => carrier?.rows ?? []);
  return {
    facts: {
      subscriberIds: lines,
      ...defined({
        primaryCarrier: primary?.carrier === undefined ? undefined : { stream: 'carrier', key: primary.carrier.key },
        carrierName: primary?.name, policyNumber: primary?.subscriberId, groupNumber: primary?.group, coverageType: primary?.coverageType,
      }),
    },
    via: { primaryCarrier: rows, subscriberIds: rows, carrierName: [...rows, ...carriers], policyNumber: rows },
  };
}

/** Claims as lines of text, newest first. */
export function claimFacts(claims: readonly Stored<'claim'>[]): Pick<PatientFacts, 'claims' | 'claimStatus'> {
  const sorted = newestFirst(claims);
  return {
    claims: sorted.map(({ data }) => joined(data.date, data.carrierName, data.status, prefixed('billed', money(data.billed)), prefixed('paid', money(data.paid)), data.detail)),
    ...defined({ claimStatus: sorted[0]?.data.status }),
  };
}

const prefixed = (word: string, text: string | undefined): string | undefined => (text === undefined ? undefined : `${word} ${text}`);

/** All prescriptions as text, and the newest in parts. */
export function prescriptionFacts(
  prescriptions: readonly Stored<'prescription'>[],
): Pick<PatientFacts, 'prescriptions' | 'prescriptionDate' | 'prescriptionMedication' | 'prescriptionDetail'> {
  const sorted = newestFirst(prescriptions);
  const newest = sorted[0]?.data;
  return {
    prescriptions: sorted.map(({ data }) => joined(data.date, data.medication, data.detail)),
    ...defined({ prescriptionDate: newest?.date, prescriptionMedication: newest?.medication, prescriptionDetail: newest?.detail }),
  };
}

/** The status of the newest laboratory case. */
export function labFacts(cases: readonly Stored<'labCase'>[]): Pick<PatientFacts, 'labCaseStatus'> {
  const newest = [...cases].sort((a, b) => ((a.data.sent ?? '') < (b.data.sent ?? '') ? 1 : -1))[0];
  return defined({ labCaseStatus: newest?.data.status });
}
