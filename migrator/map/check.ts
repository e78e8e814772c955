import type { Vocabulary } from '../destinations/define.js';
import type { Mapping } from './define.js';
import { fieldName } from './define.js';

/**
 * What the compiler cannot see in a mapping: two rows that write one field, a row that adds to a record which no row creates from that subject,
 * one custom label with two types. Returns sentences; an empty list is a sound mapping.
 */
export function checkMapping(mapping: Mapping, vocabulary: Vocabulary): readonly string[] {
  const problems: string[] = [];
  const created = new Set<string>();
  const writtenBy = new Map<string, string>();
  const customTypes = new Map<string, string>();
  const steps = mapping.rows.flatMap((row) => row.steps.map((step) => ({ title: `${row.source} → ${row.destination}`, step })));
  for (const { step } of steps) if (step.verb === 'creates') created.add(`${step.object} from ${step.from}`);
  for (const { title, step } of steps) {
    if (step.verb !== 'creates' && step.verb !== 'addsTo') continue;
    if (!created.has(`${step.object} from ${step.from}`)) problems.push(`${title}: adds to ${step.object} from ${step.from}, which no row creates.`);
    const written = new Set<string>();
    for (const [to] of step.fields) {
      const place = `${step.object} from ${step.from}, field “${fieldName(to)}”`;
      const other = writtenBy.get(place);
      if (other !== undefined) problems.push(`${title} and ${other} both write ${place}.`);
      writtenBy.set(place, title);
      written.add(fieldName(to));
      if (typeof to === 'string') continue;
      const type = customTypes.get(`${step.object}.${to.custom}`);
      if (type !== undefined && type !== to.type) problems.push(`${title}: “${to.custom}” is ${to.type} here and ${type} elsewhere.`);
      customTypes.set(`${step.object}.${to.custom}`, to.type);
    }
    if (step.verb === 'creates') {
      for (const required of vocabulary.objects[step.object]?.required ?? []) {
        if (!written.has(required)) problems.push(`${title}: ${step.object} needs “${required}”.`);
      }
    }
  }
  return problems;
}
