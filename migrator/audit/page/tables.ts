import type { AuditFinding, AuditFindings, AuditReport, DuplicatePair } from '../../reports.js';
import { shareBar } from './charts.js';
import { html, NOTHING, type Markup } from './markup.js';
import { table } from './table.js';
import { count, heading, plural, size, spell } from './words.js';

/** Rows of long lists that are printed; the whole list is in the report as data. */
const PRINTED = 40;
const PLACES_PRINTED = 4;

function more(shown: number, all: number, what: string): Markup {
  return all > shown ? html`<p class="small">${count(all - shown)} more ${what} are in the report as data.</p>` : NOTHING;
}

/** What a person should look at, with the columns it stands in and the first rows. */
export function findingsTable(found: readonly AuditFinding[]): Markup {
  return table([{ title: 'What', width: '44%' }, { title: 'Count', numeric: true }, { title: 'Where', width: '48%' }], found.map((finding) => [
    html`${finding.title}<br><em class="says">${finding.says}</em>`, count(finding.count), placesOf(finding),
  ]));
}

function placesOf({ where, places }: AuditFinding): Markup {
  const columns = where.slice(0, PLACES_PRINTED).map(({ file, column, count: here }) =>
    html`<span class="place">${file}${column === null ? NOTHING : html`, column “${column}”`}${here > 1 ? html` <em>${count(here)} times</em>` : NOTHING}</span>`);
  const lines = places.flatMap(({ line, key }) => (line === null ? [] : [key === null ? `line ${String(line)}` : `line ${String(line)} (id ${key})`]));
  const first = lines.slice(0, PLACES_PRINTED).join(', ');
  return html`${columns}${first === '' ? NOTHING : html`<span class="small">${first}${lines.length > PLACES_PRINTED ? ' …' : ''}</span>`}`;
}

/** Fields that records lack, as shares. */
export function missingTable(missing: AuditFindings['missing']): Markup {
  let before = '';
  return table([{ title: 'Records', width: '20%' }, { title: 'Lack', width: '22%' }, { title: 'How many', numeric: true, width: '18%' }, { title: 'Share' }], missing.map(({ stream, label, records, of }) => {
    const name = stream === before ? '' : heading(stream);
    before = stream;
    return [name, label, html`${count(records)} <em>of ${count(of)}</em>`, shareBar(records, of)];
  }));
}

const VERDICTS: Readonly<Record<DuplicatePair['verdict'], { readonly label: string; readonly tone: string }>> = {
  same: { label: 'nearly certain', tone: 'bad' }, probable: { label: 'probable', tone: 'warn' },
  household: { label: 'one household', tone: '' }, different: { label: 'different people', tone: '' },
};

/** Pairs that may be one human, those that need a decision first; households only as a few examples. */
export function duplicatesTable(pairs: readonly DuplicatePair[]): Markup {
  const toDecide = pairs.filter(({ verdict }) => verdict === 'same' || verdict === 'probable');
  const others = pairs.filter(({ verdict }) => verdict === 'different' || verdict === 'household').sort((a, b) => b.score - a.score);
  const shown = [...toDecide.slice(0, PRINTED), ...others.slice(0, 6)];
  const place = ({ file, line, key }: DuplicatePair['a']): Markup => html`<span class="place">id ${key} <em>${file}, line ${line}</em></span>`;
  return html`${table([{ title: 'Verdict', width: '16%' }, { title: 'Rows', width: '34%' }, { title: 'Evidence' }], shown.map((pair) => [
    html`<span class="chip ${VERDICTS[pair.verdict].tone}">${VERDICTS[pair.verdict].label}</span>`, [place(pair.a), place(pair.b)], pair.evidence.join(' · '),
  ]))}${more(Math.min(PRINTED, toDecide.length), toDecide.length, 'pairs to decide')}${more(Math.min(6, others.length), others.length, 'pairs that were told apart')}`;
}

/** Links into nothing, counted by what points to what, with the first rows. */
export function orphansTable(orphans: AuditReport['orphans']): Markup {
  const groups = new Map<string, { readonly from: string; readonly to: string; readonly all: AuditReport['orphans'][number][] }>();
  for (const orphan of orphans) {
    const to = orphan.pointsTo.split(':', 1)[0] ?? '';
    const group = groups.get(`${orphan.stream}>${to}`) ?? { from: orphan.stream, to, all: [] };
    groups.set(`${orphan.stream}>${to}`, group);
    group.all.push(orphan);
  }
  return table([{ title: 'Records', width: '20%' }, { title: 'Point to a missing', width: '20%' }, { title: 'How many', numeric: true, width: '12%' }, { title: 'First rows, and the id they want' }], [...groups.values()]
    .sort((a, b) => b.all.length - a.all.length)
    .map(({ from, to, all }) => [
      heading(from), spell(to), count(all.length),
      all.slice(0, PLACES_PRINTED).map(({ file, line, pointsTo }) => html`<span class="place">${file}, line ${line} <em>wants ${pointsTo.slice(to.length + 1)}</em></span>`),
    ]));
}

/** Figures that the export states about itself, beside ours. */
export function totalsTable(totals: AuditReport['totals']): Markup {
  return table([{ title: 'Printed figure' }, { title: 'Export says', numeric: true }, { title: 'Rows add up to', numeric: true }, { title: '' }], totals.map(({ what, ours, theirs, equal }) => [
    what, theirs, ours, equal ? html`<span class="chip good">equal</span>` : html`<span class="chip bad">differs</span>`,
  ]));
}

/** Each file as it was read. */
export function filesTable(files: AuditReport['files']): Markup {
  return table([{ title: 'File' }, { title: 'Rows', numeric: true }, { title: 'Size', numeric: true }, { title: 'Read as' }], files.map(({ file, rows, bytes, encoding, format, layout, dropped }) => [
    file, count(rows), size(bytes),
    html`${layout === null ? html`<span class="chip warn">not recognised</span>` : html`${layout}`} <em>${encoding}, ${format}${dropped.length > 0 ? html`; ${plural(dropped.length, 'line')} of titles, headers and totals left out` : NOTHING}</em>`,
  ]));
}

/** What will not migrate and why. */
export function staysTable(stays: AuditFindings['staysBehind']): Markup {
  return table([{ title: 'What' }, { title: 'Why' }], stays.map(({ what, reason, kind }) => [what, html`${kind === 'not-yet' ? html`<span class="chip">not in this version</span> ` : NOTHING}${reason}`]));
}
