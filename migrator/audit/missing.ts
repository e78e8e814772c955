import type { AnyRecord, StreamName } from '../canonical/streams.js';
import type { AuditFindings } from '../reports.js';

interface Wanted {
  readonly label: string;
  /** Any of these fields will do. */
  readonly fields: readonly string[];
}

/** Fields without which a record is of little use in a CRM, by stream, as people call them. */
const WANTED: Readonly<Partial<Record<StreamName, readonly Wanted[]>>> = {
  patient: [
    { label: 'last name', fields: ['lastName'] }, { label: 'first name', fields: ['firstName'] }, { label: 'date of birth', fields: ['birthDate'] },
    { label: 'e-mail address', fields: ['emails'] }, { label: 'telephone number', fields: ['phones'] }, { label: 'address', fields: ['address'] },
    { label: 'any way to reach them', fields: ['emails', 'phones', 'address'] }, { label: 'provider', fields: ['provider'] },
  ],
  provider: [{ label: 'name', fields: ['lastName'] }, { label: 'e-mail address', fields: ['email'] }],
  appointment: [{ label: 'patient', fields: ['patient'] }, { label: 'provider', fields: ['provider'] }, { label: 'time', fields: ['time'] }],
  treatmentPlan: [{ label: 'title', fields: ['title'] }, { label: 'provider', fields: ['provider'] }, { label: 'date', fields: ['created'] }],
  treatmentItem: [{ label: 'procedure code', fields: ['code'] }, { label: 'fee', fields: ['fee'] }],
  coverage: [{ label: 'carrier', fields: ['carrier', 'carrierName'] }, { label: 'subscriber id', fields: ['subscriberId'] }],
  recall: [{ label: 'due date', fields: ['due'] }, { label: 'type', fields: ['type'] }],
  clinicalNote: [{ label: 'date', fields: ['date'] }, { label: 'author', fields: ['author'] }],
  ledgerEntry: [{ label: 'date', fields: ['date'] }, { label: 'patient', fields: ['patient'] }],
  labCase: [{ label: 'laboratory', fields: ['lab'] }, { label: 'return date', fields: ['due'] }],
  attachment: [{ label: 'title', fields: ['title'] }],
};

/** Counts, per kind of record, how many lack what they should have. */
export class MissingFields {
  readonly #records = new Map<StreamName, { records: number; readonly lacking: number[] }>();

  add(record: AnyRecord): void {
    const wanted = WANTED[record.stream];
    if (wanted === undefined) return;
    const counts = this.#records.get(record.stream) ?? { records: 0, lacking: wanted.map(() => 0) };
    this.#records.set(record.stream, counts);
    counts.records += 1;
    const data: Readonly<Record<string, unknown>> = { ...record.data };
    for (const [index, { fields }] of wanted.entries()) {
      if (fields.every((field) => isEmpty(data[field]))) counts.lacking[index] = (counts.lacking[index] ?? 0) + 1;
    }
  }

  report(): AuditFindings['missing'] {
    return [...this.#records].flatMap(([stream, { records, lacking }]) => (WANTED[stream] ?? []).flatMap(({ label, fields }, index) => {
      const without = lacking[index] ?? 0;
      return without === 0 ? [] : [{ stream, field: fields.join(' or '), label, records: without, of: records }];
    }));
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    || (typeof value === 'object' && Object.keys(value).length === 0);
}
