import type { AnyRecord, Patient } from '../canonical/streams.js';
import type { IsoDate, Issue } from '../canonical/values.js';
import { looksLikeTestPatient } from '../read/names.js';
import type { AuditFinding } from '../reports.js';
import { FINDING_KINDS, FINDING_OF_ISSUE, type FindingKind } from './finding-kinds.js';

type Place = AuditFinding['places'][number];

interface Gathered {
  count: number;
  readonly where: Map<string, AuditFinding['where'][number]>;
  readonly places: Place[];
}

/** Rows that are named one by one per kind. */
const NAMED = 100;
/** A dental school gives a student the chart `S` with the number of the student. */
const STUDENT_CHART = /^S[ -]?\d{3,6}$/i;
const NOT_TO_BE_USED = /^zz|do not use|\bduplicate\b|\bdeleted\b/i;
const COMPANY = /\b(?:inc|llc|ltd|corp|gmbh|company)\b\.?$/i;

/** Gathers what a person who knows the office should look at, in bounded memory. */
export class Findings {
  readonly #kinds = new Map<FindingKind, Gathered>();

  /** Takes in the problems of a row or of a file. */
  addIssues(issues: readonly Issue[]): void {
    for (const { code, origin } of issues) {
      const kind = FINDING_OF_ISSUE[code];
      if (kind === undefined || origin === undefined) continue;
      this.#add(kind, { file: origin.file, line: origin.line ?? null, column: origin.column ?? null, key: null });
    }
  }

  addRecord(record: AnyRecord): void {
    for (const kind of kindsOf(record)) this.#add(kind, { ...record.origin, column: null, key: record.key });
  }

  report(): readonly AuditFinding[] {
    return [...this.#kinds]
      .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
      .map(([code, { count, where, places }]) => ({ code, ...FINDING_KINDS[code], count, where: [...where.values()].sort((a, b) => b.count - a.count), places }));
  }

  #add(code: FindingKind, place: Place): void {
    const kind: Gathered = this.#kinds.get(code) ?? { count: 0, where: new Map(), places: [] };
    this.#kinds.set(code, kind);
    kind.count += 1;
    const column = JSON.stringify([place.file, place.column]);
    kind.where.set(column, { file: place.file, column: place.column, count: (kind.where.get(column)?.count ?? 0) + 1 });
    if (kind.places.length < NAMED) kind.places.push(place);
  }
}

// Object.keys widens to string; these are the keys of that very table.
const ORDER = Object.keys(FINDING_KINDS) as readonly FindingKind[];

function kindsOf(record: AnyRecord): readonly FindingKind[] {
  switch (record.stream) {
    case 'patient':
      return kindsOfPatient(record.data);
    case 'provider':
      return record.data.active && !record.data.placeholder && record.data.email === undefined ? ['providers-without-email'] : [];
    case 'recall':
      return isBefore(record.data.due, record.data.previous) ? ['contradicting-dates'] : [];
    default:
      return [];
  }
}

function kindsOfPatient({ chart, firstName, lastName, birthDate, firstVisit, lastVisit }: Patient): readonly FindingKind[] {
  const kinds: FindingKind[] = [];
  if (looksLikeTestPatient(firstName, lastName)) kinds.push('test-patients');
  if (STUDENT_CHART.test(chart ?? '')) kinds.push('student-charts');
  if (NOT_TO_BE_USED.test(lastName ?? '') || NOT_TO_BE_USED.test(firstName ?? '')) kinds.push('marked-unused');
  if (firstName === undefined && COMPANY.test(lastName ?? '')) kinds.push('companies');
  if (isBefore(firstVisit, birthDate) || isBefore(lastVisit, birthDate)) kinds.push('visits-before-birth');
  if (isBefore(lastVisit, firstVisit)) kinds.push('contradicting-dates');
  return kinds;
}

function isBefore(date: IsoDate | undefined, other: IsoDate | undefined): boolean {
  return date !== undefined && other !== undefined && date < other;
}
