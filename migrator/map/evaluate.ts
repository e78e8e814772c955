import type { FieldName, Fields, ObjectType, Value, Vocabulary } from '../destinations/define.js';
import type { AnySubject, Subject } from '../facts/subjects.js';
import type { Because } from '../ports.js';
import type { CustomField, DestinationRecord, FieldRule, MapContext, Mapping, Row, Step } from './define.js';
import { fieldName } from './define.js';
import { asIs, escapeHtml, externalIdOf, textOf } from './transforms.js';

type Writing = Extract<Step, { readonly verb: 'creates' | 'addsTo' }>;

/** A mapping made ready for use: its writing steps by subject, so that evaluating a subject is one look-up. */
export interface Evaluator {
  /** The records that a subject becomes; none where no row creates something from it. */
  records(subject: AnySubject): readonly DestinationRecord[];
}

/** Prepares a mapping for one CRM's vocabulary. */
export function evaluator(mapping: Mapping, vocabulary: Vocabulary, context: MapContext): Evaluator {
  const bySubject = new Map<string, { readonly row: Row; readonly step: Writing }[]>();
  for (const row of mapping.rows) {
    for (const step of row.steps) {
      if (step.verb !== 'creates' && step.verb !== 'addsTo') continue;
      bySubject.set(step.from, [...(bySubject.get(step.from) ?? []), { row, step }]);
    }
  }
  return {
    records(subject) {
      const steps = bySubject.get(subject.name) ?? [];
      return steps.filter(({ step }) => step.verb === 'creates').map(({ step }) => {
        const contributions = steps.filter((other) => other.step.object === step.object);
        return build(step.object, contributions, subject, vocabulary.objects[step.object], context);
      });
    },
  };
}

function build(
  object: string, contributions: readonly { readonly row: Row; readonly step: Writing }[], { subject }: AnySubject,
  type: ObjectType | undefined, context: MapContext,
): DestinationRecord {
  const fields: Record<FieldName, Value> = {};
  const because: Record<FieldName, Because> = {};
  const rendered: string[] = [];
  for (const { row, step } of contributions) {
    for (const rule of step.fields) {
      const [to] = rule;
      const { value, source } = evaluateField(rule, subject, context);
      if (isCustom(to) && type !== undefined && typeof type.customFields === 'object') {
        if (value !== null) rendered.push(labelledLine(to.custom, textOf(value)));
        continue;
      }
      const name = fieldName(to);
      fields[name] = value;
      because[name] = { row: `${row.source} → ${row.destination}`, ...reason(rule), ...(source === '' ? {} : { source }) };
    }
  }
  return {
    object, externalId: externalIdOf(context.source, subject.ref), rows: rowsOf(subject, contributions.map(({ step }) => step)), because,
    fields: rendered.length === 0 || type === undefined ? fields : withRendered(fields, type, rendered),
  };
}

/** The rows that a record is made from: the subject's own, and those that reach it through a field that is used. */
function rowsOf({ rows, via }: Subject, steps: readonly Writing[]): readonly number[] {
  if (via === undefined) return rows;
  const used = steps.flatMap(({ fields }) => fields.flatMap(([, from]) => (typeof from === 'string' ? [from] : from)));
  return [...new Set([...rows, ...used.flatMap((path) => via[path] ?? [])])];
}

const isCustom = (to: FieldName | CustomField): to is CustomField => typeof to !== 'string';

const labelledLine = (label: string, text: string): string => `<p><b>${escapeHtml(label)}:</b> ${escapeHtml(text)}</p>`;

/** Objects without custom fields get them as labelled lines in a text field, before what stands there already. */
function withRendered(fields: Fields, type: ObjectType, rendered: readonly string[]): Fields {
  if (typeof type.customFields !== 'object') return fields;
  const into = type.customFields.renderedInto;
  const before = fields[into];
  return { ...fields, [into]: rendered.join('') + (typeof before === 'string' ? before : '') };
}

function evaluateField([, from, how]: FieldRule, subject: object, context: MapContext): { readonly value: Value; readonly source: string } {
  const paths = typeof from === 'string' ? [from] : from;
  const values = paths.map((path): unknown => Object.getOwnPropertyDescriptor(subject, path)?.value);
  const value = emptyToNull((how ?? asIs).apply(values, context));
  return { value, source: values.map(textOf).filter((text) => text !== '').join(' · ') };
}

/** Empty lists and empty text say nothing; a field that says nothing is null everywhere, so that comparing stays simple. */
function emptyToNull(value: Value): Value {
  if (value === '' || (Array.isArray(value) && value.length === 0)) return null;
  return value;
}

function reason([, from, how]: FieldRule): Pick<Because, 'from' | 'how'> {
  return { from: typeof from === 'string' ? from : from.join(', '), ...(how === undefined ? {} : { how: how.says }) };
}
