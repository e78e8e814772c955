import type { FactsInput } from './input.js';
import { of } from './input.js';

/** A guarantor with at least one dependant. */
export interface Family {
  /** Patient key of the person who pays. */
  readonly head: string;
  readonly size: number;
}

/** Who belongs to whom. */
export interface Families {
  /** The family of a patient, null for somebody who stands alone or whose guarantor is not in the export. */
  of(patientKey: string): Family | null;
}

/**
 * One pass over the patients. Self-guarantors and missing guarantors make no family; a chain of guarantors ends at its last,
 * a cycle at its smallest key, so that the answer does not depend on the order of the rows.
 */
export async function familiesOf(input: FactsInput): Promise<Families> {
  const payer = new Map<string, string>();
  for await (const page of input.records('patient')) {
    for (const { key, data } of of('patient', page)) {
      if (data.guarantor !== undefined && data.guarantor.key !== key) payer.set(key, data.guarantor.key);
    }
  }
  await dropMissing(payer, input);
  const size = new Map<string, number>();
  const head = new Map<string, string>();
  for (const key of payer.keys()) {
    const end = headOf(key, payer);
    head.set(key, end);
    if (end !== key) size.set(end, (size.get(end) ?? 1) + 1);
  }
  return {
    of(key) {
      const end = head.get(key) ?? key;
      const members = size.get(end);
      return members === undefined ? null : { head: end, size: members };
    },
  };
}

const LOOK_UP = 500;

/** A guarantor that is not in the export cannot hold a family together. */
async function dropMissing(payer: Map<string, string>, input: FactsInput): Promise<void> {
  const wanted = [...new Set(payer.values())];
  const found = new Set<string>();
  for (let from = 0; from < wanted.length; from += LOOK_UP) {
    for (const { record } of await input.byKeys('patient', wanted.slice(from, from + LOOK_UP))) found.add(record.key);
  }
  for (const [key, guarantor] of payer) if (!found.has(guarantor)) payer.delete(key);
}

function headOf(key: string, payer: ReadonlyMap<string, string>): string {
  const seen: string[] = [];
  let at = key;
  for (;;) {
    const cycleFrom = seen.indexOf(at);
    if (cycleFrom >= 0) return seen.slice(cycleFrom).reduce((a, b) => (a < b ? a : b));
    seen.push(at);
    const next = payer.get(at);
    if (next === undefined) return at;
    at = next;
  }
}
