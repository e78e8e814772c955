import type { AuditPictures, AuditReport } from '../../reports.js';
import { html, NOTHING, type Markup } from './markup.js';
import { count, day, heading, month, percent } from './words.js';

/** Longest stretch that is drawn, counted back from the latest month; older records are said, not drawn. */
const MONTHS_DRAWN = 120;
const MOST_ROWS = 8;

/** One horizontal bar in parts, each a share (0 to 1) of its full width. */
function bar(parts: readonly { readonly share: number; readonly tone: 'main' | 'problem' | 'quiet' }[]): Markup {
  let x = 0;
  const drawn = parts.map(({ share, tone }) => {
    const from = x;
    x += share;
    // A sliver that is there must be seen.
    return share === 0 ? NOTHING : html`<rect class="${tone}" x="${wide(from)}" width="${wide(Math.max(share, 0.004))}" height="100%"/>`;
  });
  return html`<svg class="bar" aria-hidden="true"><rect class="track" width="100%" height="100%"/>${drawn}</svg>`;
}

const wide = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Rows read of each kind, and how many of them have a problem. */
export function streamsChart(streams: AuditReport['streams'], caption: string): Markup {
  const rows = Object.entries(streams).sort(([, a], [, b]) => b.rows - a.rows);
  const most = Math.max(1, ...rows.map(([, { rows: all }]) => all));
  return html`<figure>
    <div class="legend"><span class="key main"></span> rows without problems <span class="key problem"></span> rows with a problem</div>
    <div class="bars">${rows.map(([stream, { rows: all, problems }]) => html`
      <div class="bar-row"><span class="bar-label">${heading(stream)}</span>
        ${bar([{ share: (all - problems) / most, tone: 'main' }, { share: problems / most, tone: 'problem' }])}
        <span class="bar-value"><b>${count(all)}</b>${problems === 0 ? NOTHING : html` <em>${count(problems)} with a problem</em>`}</span></div>`)}
    </div><figcaption>${caption}</figcaption></figure>`;
}

/** How long ago patients were last seen. */
export function lastVisitsChart({ asOf, bands }: AuditPictures['lastVisits']): Markup {
  const patients = bands.reduce((sum, band) => sum + band.patients, 0);
  if (asOf === null || patients === 0) return html`<p class="quiet-text">The export records no visits.</p>`;
  const most = Math.max(1, ...bands.map((band) => band.patients));
  return html`<figure><div class="bars">${bands.map(({ label, patients: here }, index) => html`
      <div class="bar-row"><span class="bar-label">${label}</span>
        ${bar([{ share: here / most, tone: index === bands.length - 1 ? 'quiet' : 'main' }])}
        <span class="bar-value"><b>${count(here)}</b> <em>${percent(here, patients)}</em></span></div>`)}
    </div><figcaption>${count(patients)} patients, counted back from ${day(asOf)}, the last day on which the export records a visit.</figcaption></figure>`;
}

/** A share of records as a small bar with its figure. */
export function shareBar(part: number, whole: number): Markup {
  return html`<span class="share">${bar([{ share: whole === 0 ? 0 : part / whole, tone: 'problem' }])}<span>${percent(part, whole)}</span></span>`;
}

/** Records per month, one row of columns per kind, all on the same months. */
export function monthsChart(months: AuditPictures['months']): Markup {
  const drawn = lastMonths(months);
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first === undefined || last === undefined) return html`<p class="quiet-text">No record of this export carries a date.</p>`;
  const axis = monthsFrom(first.month, last.month);
  const byMonth = new Map(drawn.map(({ month: name, counts }) => [name, new Map(Object.entries(counts))]));
  const totals = new Map<string, number>();
  for (const { counts } of drawn) for (const [stream, number] of Object.entries(counts)) totals.set(stream, (totals.get(stream) ?? 0) + number);
  const streams = [...totals].sort(([, a], [, b]) => b - a).slice(0, MOST_ROWS).map(([stream]) => stream);
  const older = months.length - drawn.length;
  return html`<figure class="months">${streams.map((stream) => columns(stream, axis, axis.map((name) => byMonth.get(name)?.get(stream) ?? 0)))}
    ${yearAxis(axis)}
    <figcaption>Each row has its own scale; its busiest month is named.${older > 0 ? ` ${count(older)} earlier months with records are not drawn.` : ''}</figcaption></figure>`;
}

function columns(stream: string, axis: readonly string[], counts: readonly number[]): Markup {
  const most = Math.max(...counts);
  const busiest = axis[counts.indexOf(most)] ?? '';
  const label = stream === 'patient' ? 'New patients' : heading(stream);
  const drawn = counts.map((number, index) => number === 0 ? NOTHING
    : html`<rect class="main" x="${index * 10 + 1}" width="8" y="${(100 - Math.max(2, (number / most) * 100)).toFixed(1)}" height="${Math.max(2, (number / most) * 100).toFixed(1)}"/>`);
  return html`<div class="month-row"><div class="month-label"><b>${label}</b><em>${count(most)} in ${month(busiest)}</em></div>
    <svg class="columns" viewBox="0 0 ${axis.length * 10} 100" preserveAspectRatio="none" role="img" aria-label="${label} per month, most in ${month(busiest)}">${drawn}</svg></div>`;
}

/** A mark at each January, the year written where there is room for it. */
function yearAxis(axis: readonly string[]): Markup {
  const januaries = axis.flatMap((name, index) => (name.endsWith('-01') ? [{ year: name.slice(0, 4), left: wide(index / axis.length), room: axis.length - index > 4 }] : []));
  const every = Math.ceil(januaries.length / 12);
  const marks = januaries.filter(({ room }, index) => room && index % every === 0);
  return html`<div class="month-row"><span></span><div class="years">${marks.map(({ year, left }) => html`<span style="left:${left}">${year}</span>`)}</div></div>`;
}

/** The latest months with records; a birthday typed as a visit must not stretch the picture over a century. */
function lastMonths(months: AuditPictures['months']): AuditPictures['months'] {
  const records = months.map(({ counts }) => Object.values(counts).reduce((sum, number) => sum + number, 0));
  const all = records.reduce((sum, number) => sum + number, 0);
  let [left, end] = [all / 1000, months.length];
  while (end > 1 && left >= (records[end - 1] ?? 0)) {
    left -= records[end - 1] ?? 0;
    end -= 1;
  }
  const last = months[end - 1]?.month;
  if (last === undefined) return [];
  return months.slice(0, end).filter(({ month: name }) => distance(name, last) < MONTHS_DRAWN);
}

function distance(from: string, to: string): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

function monthsFrom(first: string, last: string): readonly string[] {
  const start = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  return Array.from({ length: distance(first, last) + 1 }, (_, index) => {
    const at = start + index;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
