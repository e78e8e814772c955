import type { Carrier, Employer, Practice, ProcedureCode, ReferralSource } from '../canonical/streams.js';
import { defined } from './defined.js';
import type { FactsInput, Stored } from './input.js';
import { of } from './input.js';
import { providerName } from './names.js';
import type { AnySubject, LeftOut, OrganizationFacts, ProviderFacts, SubjectRef } from './subjects.js';

/** The small streams that many records point to, held in memory: an office has hundreds of these, not millions. */
export interface Directory {
  readonly providers: ReadonlyMap<string, ProviderFacts>;
  /** An employer by any of its keys; several rows with one name are one employer. */
  readonly employers: ReadonlyMap<string, Merged<Employer>>;
  readonly referrals: ReadonlyMap<string, Merged<ReferralSource>>;
  readonly carriers: ReadonlyMap<string, Stored<'carrier'>>;
  /** A price-list entry by its code. */
  readonly procedures: ReadonlyMap<string, Merged<ProcedureCode>>;
  /** The office and its locations. */
  readonly practices: ReadonlyMap<string, Stored<'practice'>>;
}

/** Several rows that mean the same thing; the first gives the data and the key. */
export interface Merged<T> {
  readonly ref: SubjectRef;
  readonly data: T;
  readonly rows: number[];
}

/** Loads the directory of an intake. */
export async function loadDirectory(input: FactsInput): Promise<Directory> {
  const providers = new Map<string, ProviderFacts>();
  for await (const page of input.records('provider')) {
    for (const { key, data, rows } of of('provider', page)) {
      providers.set(key, {
        ref: { stream: 'provider', key }, rows, fullName: providerName(key, data), placeholder: data.placeholder, active: data.active,
        ...defined({ email: data.email, specialty: data.specialty }),
      });
    }
  }
  const carriers = new Map<string, Stored<'carrier'>>();
  for await (const page of input.records('carrier')) for (const stored of of('carrier', page)) carriers.set(stored.key, stored);
  const practices = new Map<string, Stored<'practice'>>();
  for await (const page of input.records('practice')) for (const stored of of('practice', page)) practices.set(stored.key, stored);
  return {
    providers, carriers, practices,
    employers: await merged(input, 'employer', (data) => data.name),
    referrals: await merged(input, 'referralSource', (data) => `${data.kind} ${data.name}`),
    procedures: await mergedByCode(input),
  };
}

type Named = 'employer' | 'referralSource' | 'procedureCode';

async function merged<S extends Named>(
  input: FactsInput, stream: S, nameOf: (data: Stored<S>['data']) => string,
): Promise<ReadonlyMap<string, Merged<Stored<S>['data']>>> {
  const byName = new Map<string, Merged<Stored<S>['data']> & { readonly keys: readonly string[] }>();
  const byKey = new Map<string, Merged<Stored<S>['data']>>();
  for await (const page of input.records(stream)) {
    for (const { key, data, rows } of of(stream, page)) {
      const name = nameOf(data).trim().toLowerCase();
      const entry = byName.get(name) ?? { ref: { stream, key }, data, rows: [], keys: [] };
      // The smallest key stands for all, so that another order of the same rows makes no other record.
      const first = key < entry.ref.key ? { ...entry, ref: { stream, key }, data } : entry;
      first.rows.push(...rows);
      byName.set(name, { ...first, keys: [...entry.keys, key] });
    }
  }
  for (const { keys, ...entry } of byName.values()) for (const key of keys) byKey.set(key, entry);
  return byKey;
}

async function mergedByCode(input: FactsInput): Promise<ReadonlyMap<string, Merged<ProcedureCode>>> {
  const byCode = new Map<string, Merged<ProcedureCode>>();
  for (const entry of (await merged(input, 'procedureCode', (data) => data.code)).values()) {
    byCode.set(entry.data.code, { ...entry, ref: { stream: 'procedureCode', key: entry.data.code } });
  }
  return byCode;
}

/** What the patients of this run pointed to; directory entries nobody points to stay out of the account. */
export interface References {
  readonly employers: Set<string>;
  readonly referrals: Set<string>;
  readonly carriers: Set<string>;
  readonly codes: Map<string, { readonly description?: string }>;
}

export const noReferences = (): References => ({ employers: new Set(), referrals: new Set(), carriers: new Set(), codes: new Map() });

/** The directory's subjects once all patients were seen: organizations, carriers and products that are in use. */
export function directorySubjects(
  directory: Directory, used: References, everything: boolean,
): { readonly subjects: readonly AnySubject[]; readonly leftOut: readonly LeftOut[] } {
  const subjects: AnySubject[] = [];
  const leftOut: LeftOut[] = [];
  const unused = (rows: readonly number[], reason: string): void => { for (const row of rows) leftOut.push({ row, reason }); };
  for (const entry of new Set(directory.employers.values())) {
    if (used.employers.has(entry.ref.key)) subjects.push({ name: 'employerFacts', subject: organization(entry.ref, entry.rows, entry.data, 'Employer') });
    else unused(entry.rows, 'nobody-refers-to-it');
  }
  for (const entry of new Set(directory.referrals.values())) {
    if (!used.referrals.has(entry.ref.key)) unused(entry.rows, 'nobody-refers-to-it');
    else if (entry.data.kind !== 'patient') subjects.push({ name: 'referralFacts', subject: organization(entry.ref, entry.rows, entry.data, 'Referral source') });
  }
  for (const [key, { data, rows }] of directory.carriers) {
    if (everything || used.carriers.has(key)) subjects.push(carrier(key, data, rows));
  }
  for (const [code, more] of used.codes) subjects.push(product(code, directory.procedures.get(code), more.description));
  for (const entry of directory.procedures.values()) if (!used.codes.has(entry.data.code)) unused(entry.rows, 'nobody-refers-to-it');
  for (const { rows, placeholder } of directory.providers.values()) unused(rows, placeholder ? 'placeholder-provider' : 'resolved-to-user');
  for (const [key, { data, rows }] of directory.practices) {
    subjects.push({ name: 'practiceFacts', subject: organization({ stream: 'practice', key }, rows, data, 'Practice') });
  }
  return { subjects, leftOut };
}

function organization(ref: SubjectRef, rows: readonly number[], data: Employer | ReferralSource | Practice, kind: OrganizationFacts['kind']): OrganizationFacts {
  const { name, address, phone, website, specialty, detail } = { website: undefined, specialty: undefined, detail: undefined, ...data };
  return { ref, rows, name, kind, ...defined({ address, phone, website, specialty, detail }) };
}

const carrier = (key: string, data: Carrier, rows: readonly number[]): AnySubject =>
  ({ name: 'carrierFacts', subject: { ...data, ref: { stream: 'carrier', key }, rows } });

function product(code: string, entry: Merged<ProcedureCode> | undefined, description: string | undefined): AnySubject {
  const text = entry?.data.description ?? description;
  return {
    name: 'productFacts',
    subject: {
      ref: { stream: 'procedureCode', key: code }, rows: entry?.rows ?? [], code, name: text === undefined ? code : `${code} ${text}`,
      ...(entry?.data.fee === undefined ? {} : { price: entry.data.fee }),
    },
  };
}
