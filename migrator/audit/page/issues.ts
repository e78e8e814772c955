import type { Issue } from '../../canonical/values.js';
import { html, NOTHING, type Markup } from './markup.js';
import { table } from './table.js';
import { count } from './words.js';

/** Issues one by one, in full: those that somebody must decide. */
export function issuesList(issues: readonly Issue[]): Markup {
  return html`<ul class="notes">${issues.map(({ severity, message, remedy }) => html`<li class="${severity}">${message}<span class="remedy">${remedy}</span></li>`)}</ul>`;
}

/** Issues by kind, the graver and the more frequent first; `counts` knows how many there are of those not told in full. */
export function issuesTable(issues: readonly Issue[], counts: Readonly<Partial<Record<string, number>>>): Markup {
  const kinds = new Map<string, Issue[]>();
  for (const issue of issues) kinds.set(issue.code, [...kinds.get(issue.code) ?? [], issue]);
  const rows = [...kinds].flatMap(([code, [first, ...others]]) => (first === undefined ? [] : [{ first, times: counts[code] ?? others.length + 1 }]));
  rows.sort((a, b) => Number(b.first.severity === 'warning') - Number(a.first.severity === 'warning') || b.times - a.times);
  return table([{ title: 'What', width: '40%' }, { title: 'How often', numeric: true, width: '12%' }, { title: 'First place', width: '24%' }, { title: 'What to do' }], rows.map(({ first, times }) => [
    html`<span class="plain">${saying(first)}</span>`, html`<span class="chip ${first.severity === 'warning' ? 'warn' : ''}">${count(times)}</span>`, place(first),
    html`<span class="small">${first.remedy}</span>`,
  ]));
}

/** What an issue says, without the place that its sentence begins with. */
function saying({ message, origin }: Issue): string {
  const colon = message.indexOf(': ');
  if (origin === undefined || colon < 0 || !message.startsWith(origin.file)) return message;
  const says = message.slice(colon + 2);
  return says.charAt(0).toUpperCase() + says.slice(1);
}

function place({ origin }: Issue): Markup {
  if (origin === undefined) return NOTHING;
  const where = [origin.file, ...(origin.line === undefined ? [] : [`line ${String(origin.line)}`])].join(', ');
  return html`<span class="place">${where}</span>${origin.column === undefined ? NOTHING : html`<span class="small">column “${origin.column}”</span>`}`;
}
