import type { AuditReport } from '../../reports.js';
import { lastVisitsChart, monthsChart, streamsChart } from './charts.js';
import { issuesList, issuesTable } from './issues.js';
import { html, NOTHING, type Markup } from './markup.js';
import { duplicatesTable, filesTable, findingsTable, missingTable, orphansTable, staysTable, totalsTable } from './tables.js';
import { count, percent, plural } from './words.js';

/** The report in two sentences: how much can be used, and what waits for a person. */
export function summary({ rows, files, issues, duplicates }: AuditReport): string {
  const usable = rows.read - rows.skipped;
  const blocking = new Set(issues.filter(({ severity }) => severity === 'blocking').map(({ code }) => code)).size;
  const pairs = duplicates.filter(({ verdict }) => verdict === 'same' || verdict === 'probable').length;
  const read = `${plural(rows.read, 'row')} were read from ${plural(files.length, 'file')}, and ${count(usable)} of them (${percent(usable, rows.read)}) can be used.`;
  const decide = blocking === 0 ? 'Nothing stands in the way of the next step' : `${plural(blocking, 'thing')} must be decided before anything moves`;
  return `${read} ${decide}${pairs === 0 ? '.' : `; ${plural(pairs, 'pair')} of patients may be one person each.`}`;
}

/** Four figures that people ask for first. */
export function tiles({ rows, streams, duplicates, orphans, totals }: AuditReport): Markup {
  const problems = Object.values(streams).reduce((sum, stream) => sum + stream.problems, 0);
  const pairs = duplicates.filter(({ verdict }) => verdict === 'same' || verdict === 'probable').length;
  const equal = totals.filter((total) => total.equal).length;
  const tile = (figure: string, says: string, tone: '' | 'good' | 'warn' | 'bad'): Markup => html`<div class="tile ${tone}"><b>${figure}</b><span>${says}</span></div>`;
  return html`<div class="tiles">
    ${tile(percent(rows.read - rows.skipped, rows.read), `of rows usable; ${count(rows.skipped)} skipped, each with a reason`, rows.skipped === 0 ? 'good' : '')}
    ${tile(count(problems), 'rows with a problem in one of their values', problems === 0 ? 'good' : 'warn')}
    ${tile(count(pairs), 'pairs of patients that may be one person', pairs === 0 ? 'good' : 'warn')}
    ${totals.length === 0 ? tile(count(orphans.length), 'links that lead nowhere', orphans.length === 0 ? 'good' : 'warn')
    : tile(`${count(equal)} of ${count(totals.length)}`, 'printed totals that the rows add up to', equal === totals.length ? 'good' : 'bad')}</div>`;
}

/** All sections that this report has something for, in the order in which a practice owner asks. */
export function sections(report: AuditReport): Markup {
  const { issues, streams, orphans, totals, files, duplicates, rows, findings, pictures } = report;
  const blocking = issues.filter(({ severity }) => severity === 'blocking');
  // Duplicates and orphans have sections of their own.
  const noticed = issues.filter(({ severity, code }) => severity !== 'blocking' && code !== 'possible-duplicates' && code !== 'orphan');
  return html`
  ${section('To decide first', 'Nothing moves before these are answered.', blocking.length, () => issuesList(blocking))}
  ${section('What the export holds', 'Each bar is one kind of record.', Object.keys(streams).length, () => streamsChart(streams, skippedBy(rows)))}
  ${pictures === undefined ? NOTHING : html`
  ${section('Records per month', 'A gap in a row often means that an export was cut off or that a report left out a period.', pictures.months.length, () => monthsChart(pictures.months))}
  ${section('When patients were last seen', 'Who has not been in for long may belong on a recall list rather than among active contacts.', pictures.lastVisits.bands.length, () => lastVisitsChart(pictures.lastVisits))}`}
  ${findings === undefined ? NOTHING : html`
  ${section('Worth a look', 'Somebody who knows the office should go through these before the final export.', findings.found.length, () => findingsTable(findings.found))}
  ${section('What records lack', 'Fields that a CRM is of little use without.', findings.missing.length, () => missingTable(findings.missing))}`}
  ${section('Patients who may be one person', 'Found by comparing names, birthdays and contacts; rare names count for more. Members of one household are kept apart, and nothing is ever joined without your word.', duplicates.length, () => duplicatesTable(duplicates))}
  ${section('Links that lead nowhere', 'These rows name the id of a record that is not in the export.', orphans.length, () => orphansTable(orphans))}
  ${section('Totals', 'Figures that the reports print about themselves, held against their own rows.', totals.length, () => totalsTable(totals))}
  ${section('What was noticed in single cells', 'How often, where for the first time, and what to do about it.', noticed.length, () => issuesTable(noticed, findings?.issueCounts ?? {}))}
  ${section('What stays behind', 'Parts of the practice that do not go into the CRM, and why.', findings?.staysBehind.length ?? 0, () => staysTable(findings?.staysBehind ?? []))}
  ${section('Files', 'Every file as it was read.', files.length, () => filesTable(files))}`;
}

function section(title: string, says: string, entries: number, body: () => Markup): Markup {
  return entries === 0 ? NOTHING : html`<section><h2>${title}</h2><p>${says}</p>${body()}</section>`;
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  'unknown-layout': 'in files that were not recognised', 'missing-key': 'without an id', 'unreadable-row': 'whose cells cannot be told apart',
  'deleted-in-source': 'deleted in the dental system', 'missing-value': 'without a value that they must have', 'ssn-as-key': 'with a social security number as id',
  'empty-note': 'with an empty note', 'lookup-used': 'that only explain codes of other rows', 'ambiguous-chart': 'with a chart number that several patients share',
  'template-row': 'that are templates', 'student-chart': 'about students', 'education-record': 'about students',
};

function skippedBy({ skippedBy: reasons }: AuditReport['rows']): string {
  const told = Object.entries(reasons).sort(([, a], [, b]) => b - a).map(([reason, number]) => `${count(number)} ${REASONS[reason] ?? `(${reason.replaceAll('-', ' ')})`}`);
  return told.length === 0 ? 'No row was skipped.' : `Skipped rows: ${told.join(', ')}.`;
}
