import type { AnyRecord, Ref } from '../canonical/streams.js';

/**
 * The record that this one belongs to when a plan is made patient by patient: the patient, or for a line item its treatment plan
 * (a line item does not name its patient). Null for what belongs to the office as a whole.
 */
export function memberOf(record: AnyRecord): Ref | null {
  switch (record.stream) {
    case 'patient':
      return { stream: 'patient', key: record.key };
    case 'coverage':
    case 'treatmentPlan':
    case 'recall':
    case 'alert':
    case 'clinicalNote':
    case 'imagingFile':
    case 'claim':
    case 'prescription':
    case 'labCase':
    case 'completedProcedure':
    case 'attachment':
    case 'formAnswer':
    case 'perioReading':
      return record.data.patient;
    case 'appointment':
    case 'ledgerEntry':
      return record.data.patient ?? null;
    case 'familyBalance':
      return record.data.guarantor;
    case 'treatmentItem':
      return record.data.plan;
    case 'practice':
    case 'provider':
    case 'employer':
    case 'referralSource':
    case 'carrier':
    case 'procedureCode':
    case 'educationRecord':
      return null;
  }
}

/**
 * One record from rows that complete each other, in staging order: the first value of each field wins, later rows fill fields
 * that are still absent, and an empty list counts as absent.
 */
export function mergeRecords(first: AnyRecord, others: readonly AnyRecord[]): AnyRecord {
  if (others.length === 0) return first;
  const data: Record<string, unknown> = { ...first.data };
  for (const other of others) {
    for (const [field, value] of Object.entries(other.data)) {
      if (isAbsent(data[field])) data[field] = value;
    }
  }
  // Every field came from a record of this same stream, so the merged data has the stream's own shape.
  return { ...first, data } as unknown as AnyRecord;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
