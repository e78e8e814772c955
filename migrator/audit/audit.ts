import type { AnyRecord, StreamName } from '../canonical/streams.js';
import type { IsoDate, Issue } from '../canonical/values.js';
import type { Mapping } from '../map/define.js';
import type { ReadExport, ReadRow } from '../read/index.js';
import type { AuditFindings, AuditReport, StreamReport } from '../reports.js';
import { Duplicates } from './duplicates.js';
import { Findings } from './findings.js';
import { IssueList } from './issue-list.js';
import { MissingFields } from './missing.js';
import { Orphans } from './orphans.js';
import { Pictures } from './pictures.js';

/** What a report may know beside the rows: the mapping says what will not migrate, `asOf` on which day the export was taken. */
export interface AuditContext {
  readonly mapping?: Pick<Mapping, 'rows'>;
  readonly asOf?: IsoDate;
}

/** An audit that rows pass through on their way to somewhere else. */
export interface Audit {
  readonly add: (row: ReadRow) => void;
  /** The report, once all rows of all files have passed. */
  readonly report: (read: Pick<ReadExport, 'source' | 'files' | 'issues'>, context?: AuditContext) => AuditReport;
}

/** Begins an audit: the caller passes every row on, so that an export is read once for audit and staging together. */
export function beginAudit(): Audit {
  return new Tap();
}

/** Reads an export to its end and audits it. */
export async function auditExport(read: ReadExport, context: AuditContext = {}): Promise<AuditReport> {
  const audit = beginAudit();
  for (const file of read.files) for await (const row of file.rows) audit.add(row);
  return audit.report(read, context);
}

class Tap implements Audit {
  readonly #issues = new IssueList();
  readonly #orphans = new Orphans();
  readonly #duplicates = new Duplicates();
  readonly #findings = new Findings();
  readonly #missing = new MissingFields();
  readonly #pictures = new Pictures();
  readonly #streams = new Map<StreamName, { rows: number; problems: number }>();
  readonly #skippedBy = new Map<string, number>();
  #read = 0;

  readonly add = (row: ReadRow): void => {
    this.#read += 1;
    this.#issues.add(row.issues);
    this.#findings.addIssues(row.issues);
    const hasProblem = row.issues.some((issue) => issue.severity !== 'info');
    const streams = new Set<StreamName>(row.records.map((record) => record.stream));
    if (row.skipped !== null) {
      this.#skippedBy.set(row.skipped.reason, (this.#skippedBy.get(row.skipped.reason) ?? 0) + 1);
      if (row.skipped.stream !== null) streams.add(row.skipped.stream);
    }
    for (const stream of streams) this.#count(stream, hasProblem);
    for (const record of row.records) this.#record(record);
  };

  readonly report = ({ source, files, issues }: Pick<ReadExport, 'source' | 'files' | 'issues'>, context: AuditContext = {}): AuditReport => {
    const { orphans, issues: lost } = this.#orphans.report();
    const duplicates = this.#duplicates.report();
    const totals = files.flatMap((file) => file.totals());
    const ofFiles = [...issues, ...files.flatMap((file) => file.issues())];
    this.#findings.addIssues(ofFiles);
    this.#issues.add([...ofFiles, ...lost, ...duplicates.issues, ...totals.filter((total) => !total.equal).map((total) => unequal(total.what))]);
    const skipped = [...this.#skippedBy.values()].reduce((sum, count) => sum + count, 0);
    return {
      source: source?.name ?? 'unknown', files: files.map((file) => file.report()), streams: streamReports(this.#streams), issues: this.#issues.list(),
      duplicates: duplicates.pairs, orphans, totals, rows: { read: this.#read, skipped, skippedBy: Object.fromEntries(this.#skippedBy) },
      findings: { missing: this.#missing.report(), found: this.#findings.report(), issueCounts: this.#issues.counts(), staysBehind: staysBehind(context.mapping) },
      pictures: this.#pictures.report(context.asOf),
    };
  };

  #record(record: AnyRecord): void {
    // A printed list repeats, with fewer columns, what the database files hold in full: the first to come is the record.
    const isFirst = !this.#orphans.knows(record);
    this.#orphans.add(record);
    if (record.stream === 'patient') this.#duplicates.add(record);
    if (!isFirst) return;
    this.#findings.addRecord(record);
    this.#missing.add(record);
    this.#pictures.add(record);
  }

  #count(stream: StreamName, hasProblem: boolean): void {
    const counts = this.#streams.get(stream) ?? { rows: 0, problems: 0 };
    this.#streams.set(stream, counts);
    counts.rows += 1;
    if (hasProblem) counts.problems += 1;
  }
}

function streamReports(streams: ReadonlyMap<StreamName, StreamReport>): AuditReport['streams'] {
  return Object.fromEntries(streams);
}

/** The rows of the mapping of which nothing, or not everything, goes over. */
function staysBehind(mapping: AuditContext['mapping']): AuditFindings['staysBehind'] {
  const stays: AuditFindings['staysBehind'][number][] = [];
  for (const { source, steps } of mapping?.rows ?? []) {
    for (const step of steps) {
      if (step.verb === 'notMigrated') stays.push({ what: source, reason: step.reason, kind: 'not-migrated' });
      if (step.verb === 'notYet') stays.push({ what: source, reason: step.reason, kind: 'not-yet' });
    }
  }
  return stays;
}

function unequal(what: string): Issue {
  return {
    code: 'total-differs', severity: 'warning', message: `${what}: the printed figure is not what the rows add up to.`,
    remedy: 'Compare the list with the screen of the source; rows may be missing from the export.',
  };
}
