import type { AnyRecord, StreamName } from '../canonical/streams.js';
import type { IsoDate } from '../canonical/values.js';
import type { AuditPictures } from '../reports.js';

/** Of the latest visits, this share may be typing errors in the future; the day that the data goes up to is found without them. */
const STRAY_SHARE = 0.001;
const BANDS = [
  { label: 'up to 6 months ago', months: 6 }, { label: '6 to 12 months', months: 12 }, { label: '1 to 2 years', months: 24 },
  { label: '2 to 3 years', months: 36 }, { label: '3 to 5 years', months: 60 }, { label: 'more than 5 years', months: Infinity },
] as const;

/** Counts records by month and patients by their last visit, for pictures. */
export class Pictures {
  readonly #months = new Map<string, Map<StreamName, number>>();
  readonly #visits = new Map<IsoDate, number>();
  #patients = 0;

  add(record: AnyRecord): void {
    const date = dateOf(record);
    if (date !== undefined) {
      const month = this.#months.get(date.slice(0, 7)) ?? new Map<StreamName, number>();
      this.#months.set(date.slice(0, 7), month);
      month.set(record.stream, (month.get(record.stream) ?? 0) + 1);
    }
    if (record.stream !== 'patient') return;
    this.#patients += 1;
    const { lastVisit } = record.data;
    if (lastVisit !== undefined) this.#visits.set(lastVisit, (this.#visits.get(lastVisit) ?? 0) + 1);
  }

  report(asOf?: IsoDate): AuditPictures {
    const until = asOf ?? this.#newest();
    const months = [...this.#months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, counts]) => ({ month, counts: Object.fromEntries(counts) }));
    return { months, lastVisits: { asOf: until, bands: until === null ? [] : this.#bands(until) } };
  }

  #bands(until: IsoDate): AuditPictures['lastVisits']['bands'] {
    const counts = BANDS.map(() => 0);
    let seen = 0;
    for (const [date, patients] of this.#visits) {
      const band = BANDS.findIndex(({ months }) => monthsBetween(date, until) < months);
      counts[band] = (counts[band] ?? 0) + patients;
      seen += patients;
    }
    const bands = BANDS.map(({ label }, index) => ({ label, patients: counts[index] ?? 0 }));
    return [...bands, { label: 'no visit recorded', patients: this.#patients - seen }];
  }

  #newest(): IsoDate | null {
    const dates = [...this.#visits].sort(([a], [b]) => (a < b ? 1 : -1));
    let left = Math.floor(STRAY_SHARE * this.#patients);
    for (const [date, patients] of dates) {
      if (left < patients) return date;
      left -= patients;
    }
    return null;
  }
}

function dateOf(record: AnyRecord): IsoDate | undefined {
  switch (record.stream) {
    case 'patient':
      return record.data.firstVisit;
    case 'treatmentPlan':
      return record.data.created;
    case 'appointment':
    case 'completedProcedure':
    case 'clinicalNote':
    case 'ledgerEntry':
    case 'claim':
    case 'prescription':
      return record.data.date;
    case 'labCase':
      return record.data.sent;
    default:
      return undefined;
  }
}

function monthsBetween(from: IsoDate, to: IsoDate): number {
  const months = (date: IsoDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months(to) - months(from) - (to.slice(8) < from.slice(8) ? 1 : 0);
}
