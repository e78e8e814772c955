import type { Stored } from './input.js';
import { groupBy, rowsOf } from './input.js';
import type { LeftOut, PatientFacts } from './subjects.js';

type Answer = Stored<'formAnswer'>;

const when = ({ data }: Answer): string => `${data.date ?? ''} ${data.time ?? ''}`;

/** Of each question the newest answer; of two at the same moment the one that stands later in the export. */
function newestAnswers(answers: readonly Answer[]): readonly Answer[] {
  const byQuestion = groupBy(answers, ({ data }) => `${data.kind} ${data.form ?? ''} ${data.question}`);
  return [...byQuestion.values()].flatMap((all) => all.reduce<readonly Answer[]>(
    ([best], next) => (best === undefined || when(next) >= when(best) ? [next] : [best]), []));
}

/** A question that was answered with no leaves nothing to tell. */
const saysSomething = ({ data }: Answer): boolean => data.yes === true || data.answer !== undefined;

function lineOf({ data }: Answer): string {
  const form = data.kind === 'other' && data.form !== undefined ? `${data.form}: ` : '';
  const answer = [data.yes === true ? 'yes' : '', data.answer ?? ''].filter((part) => part !== '').join(', ');
  return `${form}${data.text ?? `Question ${data.question}`}: ${answer}${data.date === undefined ? '' : ` (${data.date})`}`;
}

/** What the patient answered on forms, each question once. */
export function formFacts(answers: readonly Answer[]): {
  readonly facts: Pick<PatientFacts, 'healthHistory' | 'formAnswers'>;
  readonly via: Readonly<Record<'healthHistory' | 'formAnswers', readonly number[]>>;
  readonly leftOut: readonly LeftOut[];
} {
  const newest = newestAnswers(answers);
  const told = newest.filter(saysSomething);
  const of = (kind: Answer['data']['kind']): readonly Answer[] => told.filter(({ data }) => data.kind === kind);
  return {
    facts: { healthHistory: of('health').map(lineOf), formAnswers: of('other').map(lineOf) },
    via: { healthHistory: rowsOf(of('health')), formAnswers: rowsOf(of('other')) },
    leftOut: [
      ...rowsOf(answers.filter((answer) => !newest.includes(answer))).map((row) => ({ row, reason: 'answered-again-later' })),
      ...rowsOf(newest.filter((answer) => !saysSomething(answer))).map((row) => ({ row, reason: 'answered-no' })),
    ],
  };
}

type Reading = Stored<'perioReading'>;

/** One line per periodontal exam, newest first. The readings themselves are numbers per tooth, which no contact record can hold. */
export function perioFacts(readings: readonly Reading[]): {
  readonly facts: Pick<PatientFacts, 'perioExams'>; readonly via: Readonly<Record<'perioExams', readonly number[]>>;
} {
  const exams = [...groupBy(readings, ({ data }) => data.exam).values()].map((teeth) => ({ date: teeth[0]?.data.date ?? '', text: examText(teeth) }));
  return {
    facts: { perioExams: exams.sort((a, b) => (a.date < b.date ? 1 : -1)).map(({ text }) => text) },
    via: { perioExams: rowsOf(readings) },
  };
}

function examText(teeth: readonly Reading[]): string {
  const deepest = teeth.flatMap(({ data }) => Object.values(data.pockets).map((depth) => ({ depth, tooth: data.tooth })))
    .reduce<{ readonly depth: number; readonly tooth: string } | null>((best, next) => (best === null || next.depth > best.depth ? next : best), null);
  const bleeding = teeth.filter(({ data }) => data.bleeding === true).length;
  return [
    teeth[0]?.data.date ?? '', `${teeth.length} ${teeth.length === 1 ? 'tooth' : 'teeth'}`,
    deepest === null ? '' : `deepest pocket ${deepest.depth} mm at tooth ${deepest.tooth}`, bleeding === 0 ? '' : `bleeding at ${bleeding}`,
  ].filter((part) => part !== '').join(' · ');
}
