import { dayOfIso } from '../../practice/calendar.js';
import type { Household, Office, Person } from '../../practice/model.js';
import type { TruthFile } from '../../practice/truth.js';
import { groupedMoney, phoneCell, shortUsDate, usDate } from '../../practice/cells.js';

export const REPORT_FILE = 'patient_balance_list.txt';
/** A printed list is for people to read: it holds the first so many guarantors only, which also keeps it small in memory. */
const LONGEST = 200;
const ROWS_PER_PAGE = 40;
const HEADER = '"Patient Name","Chart #","Guarantor","Home Phone","Last Visit","Status","Balance"';
const EXCEL_EPOCH = dayOfIso('1899-12-30');
const STATUSES = { active: 'Active', 'non-patient': 'Non-Patient', inactive: 'Inactive', archived: 'Archived' } as const;

interface Entry {
  readonly person: Person;
  readonly cents: number;
}

/** A line of the report, and what the truth says about it. */
interface ReportLine {
  readonly text: string;
  readonly key?: string;
  readonly defects?: readonly string[];
  readonly total?: { readonly what: string; readonly amount: string };
}

/**
 * The "Patient Balance List" as a print-to-file driver leaves it: titles, a header on every page, a subtotal per provider and a grand total,
 * all between the rows. It covers guarantors whose rows also stand in the views.
 */
export class BalanceReport {
  private readonly entries: Entry[] = [];

  /** Takes the guarantor of a household, if there is room and nothing strange about the family. */
  add({ charts, balances, defect }: Household): void {
    const head = charts[0]?.person;
    const [balance] = balances;
    const isOrdinary = defect === null || defect === 'test-patient' || defect === 'guarantor-not-a-patient';
    if (this.entries.length >= LONGEST || !isOrdinary || head === undefined || balance?.guarantor !== head.id) return;
    if (balance.defect === 'balance-guarantor-missing') return;
    this.entries.push({ person: head, cents: balance.buckets.reduce((sum, cents) => sum + cents, 0) });
  }

  get rows(): number {
    return this.entries.length;
  }

  /** The text of the report; tells the truth about each line that is spoilt or a total. */
  print(office: Office, truth: TruthFile): string {
    const pages = paginate(this.lines(office), office);
    for (const [index, { key, defects, total }] of pages.entries()) {
      const line = index + 1;
      for (const kind of defects ?? []) truth.add('defects', { kind, file: REPORT_FILE, line, key: key ?? '' });
      if (total !== undefined) truth.add('totals', { file: REPORT_FILE, line, ...total });
    }
    return pages.map(({ text }) => `${text}\r\n`).join('');
  }

  private lines(office: Office): ReportLine[] {
    const providers = [...new Set(this.entries.map(({ person }) => person.provider))].sort();
    const body = providers.flatMap((provider) => {
      const own = this.entries.filter(({ person }) => person.provider === provider);
      const amount = reportMoney(sum(own));
      const what = `Provider ${provider} Total:`;
      return [...own.map((entry) => entryLine(entry, office)), { text: `,,,,,"${what}","${amount}"`, defects: ['report-subtotal'], total: { what, amount } }];
    });
    const amount = reportMoney(sum(this.entries));
    const what = `Grand Total: ${this.entries.length} patients`;
    return [...body, { text: `${what},,,,,,"${amount}"`, defects: ['report-grand-total'], total: { what, amount } }];
  }
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, { cents }) => total + cents, 0);
}

function paginate(lines: readonly ReportLine[], office: Office): ReportLine[] {
  const pages = Math.max(1, Math.ceil(lines.length / ROWS_PER_PAGE));
  return Array.from({ length: pages }, (_, page) => [
    { text: `${office.name.toUpperCase()} – THE DENTIST’S COPY,,,,,,            Page ${page + 1} of ${pages}`, defects: ['report-title'] },
    { text: `PATIENT BALANCE LIST   as of ${usDate(office.asOf)}`, defects: ['report-title'] },
    page === 0 ? { text: HEADER } : { text: HEADER, defects: ['report-repeated-header'] },
    ...lines.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE),
  ]).flat();
}

function entryLine({ person, cents }: Entry, office: Office): ReportLine {
  const visit = lastVisit(person);
  const isStudentList = person.id % 31 === 0;
  const name = `${person.last}, ${person.first}${person.middle === '' ? '' : ` ${person.middle}`}${person.preferred === '' ? '' : ` (${person.preferred})`}`;
  const provider = office.providers.find(({ id }) => id === person.provider);
  const cells = [
    name, person.chart, provider === undefined ? '' : `${person.last}, ${person.first}`, phoneCell(person.phones.home, 0), visit.text,
    isStudentList ? 'A-Endo' : STATUSES[person.status], reportMoney(cents),
  ];
  const defects = cents === 0 ? [visit.defect, 'report-zero-as-dashes'] : [visit.defect];
  return { text: cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','), key: person.chart, defects };
}

/** A spreadsheet on the way turned some dates into day numbers; the report itself prints two-digit years and a sentinel. */
function lastVisit({ lastVisit: day, id }: Person): { readonly text: string; readonly defect: string } {
  if (day === null || id % 13 === 5) return { text: '01/01/1900', defect: 'report-date-sentinel' };
  if (id % 11 === 0) return { text: String(day - EXCEL_EPOCH), defect: 'report-excel-serial' };
  return { text: shortUsDate(day), defect: 'report-two-digit-year' };
}

function reportMoney(cents: number): string {
  if (cents === 0) return '-0-';
  return cents < 0 ? `(${groupedMoney(cents)})` : `${cents >= 100_000 ? '$' : ''}${groupedMoney(cents)}`;
}
