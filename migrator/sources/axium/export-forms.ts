import { dateOf, type Day } from '../../practice/calendar.js';
import type { RowSink } from '../../practice/export-run.js';
import type { Chart, Household } from '../../practice/model.js';
import type { AxiumSheets } from './export-layout.js';
import { toPatient } from './export-people.js';

type Sink = RowSink<AxiumSheets>;

/** Questions of the health form; the last is answered in words. A revision gave each a new id and kept the original one beside it. */
const QUESTIONS = ['Asthma', 'Heart trouble', 'Medicines you take'] as const;
const FIRST_ITEM = 101;
const REVISED = 200;
const TICK = '0';
const WORDS = '5';

/** Writes the questions of both revisions. */
export function writeQuestions(sink: Sink): void {
  for (const revision of [0, REVISED]) {
    for (const [index, text] of QUESTIONS.entries()) {
      const original = FIRST_ITEM + index;
      const id = String(original + revision);
      const cells = {
        FItem: id, OrgFItem: revision === 0 ? '0' : String(original), ParentFItem: '0', Page: '1', Row: String(index + 1), SubLevel: '0',
        AnsType: index === QUESTIONS.length - 1 ? WORDS : TICK, Text: text,
      };
      sink.row('FITEM.csv', cells, { key: id });
    }
  }
}

interface Filled {
  readonly form: string;
  readonly on: Day;
  readonly revision: number;
  readonly isInactive: boolean;
}

/** Writes the health forms of somebody: one from the first visit, one on the revised form from the last. */
export function writeForms(chart: Chart, household: Household, sink: Sink): void {
  const { id, firstVisit, lastVisit } = chart.person;
  if (firstVisit === null || lastVisit === null || id % 2 === 1) return;
  const filled: readonly Filled[] = [
    { form: String(id * 10), on: firstVisit, revision: 0, isInactive: id % 13 === 0 }, { form: String(id * 10 + 1), on: lastVisit, revision: REVISED, isInactive: false },
  ];
  for (const form of filled) writeForm(form, chart, household, sink);
}

function writeForm(filled: Filled, { person }: Chart, household: Household, sink: Sink): void {
  const { form, on, revision, isInactive } = filled;
  const date = isoDate(on);
  sink.row('PFORM.csv', { PForm: form, Patient: String(person.id), Date: date, Inactive: isInactive ? '1' : '0' }, { key: form, defects: isInactive ? ['form-inactive'] : [] });
  for (const index of QUESTIONS.keys()) {
    const isWords = index === QUESTIONS.length - 1;
    const isInvalid = index === 0 && person.id % 16 === 0;
    const key = `${form}${String(index)}`;
    const cells = {
      PItem: key, Patient: String(person.id), PForm: form, FItem: String(FIRST_ITEM + index + revision), FormCode: 'HEALTH', Date: date,
      EntryDateTime: `${date} 09:0${String(index)}:00`, AnsYes: !isWords && (person.id + index) % 3 === 0 ? '1' : '0', AnsText: isWords ? 'None that I know of' : '',
      AppUser: person.provider, Status: isInvalid ? '2' : '0',
    };
    const nothing = isInvalid || isInactive ? { records: [] } : {};
    sink.row('PITEM.csv', cells, { key, links: toPatient(person, household), defects: isInvalid ? ['answer-invalid'] : [], ...nothing });
  }
}

const TEETH = [3, 14, 19] as const;

/** Writes a periodontal exam of three teeth for every fifth patient; -1 is a site that was not measured. */
export function writePerio({ person }: Chart, household: Household, sink: Sink): void {
  if (person.lastVisit === null || person.id % 5 !== 0) return;
  for (const tooth of TEETH) {
    const depth = (site: number): string => String((person.id + tooth + site) % 11 === 0 ? -1 : 2 + ((person.id * tooth + site) % 4));
    const cells = {
      'Perio Exam': String(person.id), 'Patient ID': String(person.id), 'Exam Date': isoDate(person.lastVisit), Tooth: String(tooth), 'PD MB': depth(1), 'PD B': depth(2),
      'PD DB': depth(3), 'PD ML': depth(4), 'PD L': depth(5), 'PD DL': depth(6), Mobility: '0', Bleeding: tooth === 14 ? 'Y' : 'N',
    };
    sink.row('perio_chart.csv', cells, { key: `${person.id}:${tooth}`, links: toPatient(person, household) });
  }
}

function isoDate(on: Day): string {
  const { year, month, day } = dateOf(on);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
