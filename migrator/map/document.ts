import type { Vocabulary } from '../destinations/define.js';
import type { MappingReport } from '../reports.js';
import type { FieldRule, Mapping, Row } from './define.js';
import { fieldName } from './define.js';

/** The mapping as people read it: the same rows, order and words as its document, with the fields below each row. */
export function reportMapping(mapping: Mapping): MappingReport {
  return {
    source: mapping.source,
    destination: mapping.destination,
    rows: mapping.rows.map((row) => ({
      source: row.source, destination: row.destination, cardinality: row.cardinality, says: row.says,
      reached: row.steps.every((step) => step.verb !== 'notYet'),
      fields: row.steps.flatMap((step) => (step.verb === 'creates' || step.verb === 'addsTo'
        ? step.fields.map((field) => ({ object: step.object, ...fieldReport(field) })) : [])),
    })),
    settings: mapping.settings,
  };
}

function fieldReport([to, from, how]: FieldRule): { readonly to: string; readonly from: string; readonly how: string | null } {
  return { to: fieldName(to), from: typeof from === 'string' ? from : from.join(', '), how: how?.says ?? null };
}

/** The mapping as a Markdown page; `docs/mappings` holds these, and a test fails when they are stale. */
export function renderMapping(mapping: Mapping, labels: { readonly source: string; readonly destination: string }, vocabulary: Vocabulary): string {
  const head = [
    `# ${labels.source} → ${labels.destination}`, '',
    'Made from the mapping file by `npm run docs`; do not edit.', '',
    `| ${labels.source} | ${labels.destination} | | |`, '| --- | --- | --- | --- |',
    ...mapping.rows.map((row) => `| ${row.source} | ${row.destination} | ${row.cardinality} | ${status(row)} |`), '',
  ];
  return [...head, ...mapping.rows.flatMap((row) => section(row, labels, vocabulary))].join('\n');
}

function status(row: Row): string {
  if (row.steps.some((step) => step.verb === 'notYet')) return 'not reached yet';
  return row.steps.some((step) => step.verb === 'notMigrated') ? 'not migrated' : 'works';
}

function section(row: Row, labels: { readonly source: string; readonly destination: string }, vocabulary: Vocabulary): readonly string[] {
  const out = [`## ${row.source} → ${row.destination} (${row.cardinality})`, '', row.says, ''];
  for (const step of row.steps) {
    switch (step.verb) {
      case 'notMigrated':
      case 'notYet':
        out.push(step.reason, '');
        break;
      case 'resolvesTo':
        out.push(`Each ${row.source.toLowerCase()} is looked up among the users; one without a match becomes a question. Nothing is written.`, '');
        break;
      case 'creates':
      case 'addsTo':
        out.push(
          `${step.verb === 'creates' ? 'Creates' : 'Adds to'} **${vocabulary.objects[step.object]?.label ?? step.object}** from ${step.from}:`, '',
          `| in ${labels.destination} | from | how |`, '| --- | --- | --- |',
          ...step.fields.map((field) => fieldLine(field)), '', ...limits(step.object, step.fields, vocabulary),
        );
        break;
    }
  }
  return out;
}

function fieldLine(field: FieldRule): string {
  const [to] = field;
  const { from, how } = fieldReport(field);
  const name = typeof to === 'string' ? to : `“${to.custom}” (custom, ${to.type})`;
  return `| ${name} | ${from} | ${how ?? 'as it is'} |`;
}

/** What the CRM cannot hold for this object, said where the reader needs it. */
function limits(object: string, fields: readonly FieldRule[], vocabulary: Vocabulary): readonly string[] {
  const type = vocabulary.objects[object];
  if (type === undefined || typeof type.customFields !== 'object') return [];
  const custom = fields.flatMap(([to]) => (typeof to === 'string' ? [] : [`“${to.custom}”`]));
  if (custom.length === 0) return [];
  return [`${type.plural} have no custom fields here: ${custom.join(', ')} stand as labelled lines in “${type.customFields.renderedInto}”.`, ''];
}
