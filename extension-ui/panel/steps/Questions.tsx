import { useState } from 'react';
import type { Question, RunReport } from '../../../server/contract.js';
import { copy } from '../../shared/copy.js';
import { Button, Chip } from '../../shared/parts.js';
import { useAction } from '../../shared/useAction.js';
import { usePanel } from '../context.js';
import { openQuestions } from '../journey.js';
import { Step } from '../Step.js';

const words = copy.questions;
const RADIO_LIMIT = 5;

/** Answers that a person gave on this page, by question. */
type Choices = Readonly<Record<string, string>>;

interface QuestionProps {
  readonly question: Question;
  /** What a person chose, null while only our proposal stands. */
  readonly chosen: string | null;
  readonly onChoose: (value: string) => void;
}

const Options = ({ question, chosen, onChoose }: QuestionProps) => {
  const shown = chosen ?? question.default ?? '';
  const proposed = chosen === null && question.default !== null;
  if (question.options.length > RADIO_LIMIT) {
    return (
      <div className={proposed ? 'choice is-proposed' : 'choice'}>
        <select aria-label={question.asks} value={shown} onChange={(event) => onChoose(event.target.value)}>
          {shown === '' && <option value="" />}
          {question.options.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
        </select>
        {/* Choosing what is already shown fires no change, so a proposal has a button of its own. */}
        {proposed && <Button onClick={() => onChoose(shown)}>{words.useOne}</Button>}
        {proposed && <Chip tone="warning">{words.proposal}</Chip>}
      </div>
    );
  }
  return question.options.map(({ value, label }) => (
    <label key={value} className={value !== shown ? 'option' : proposed ? 'option is-proposed' : 'option is-chosen'}>
      {/* A proposal looks selected, but clicking it is the decision: `onClick`, because a checked radio fires no change. */}
      <input type="radio" name={question.id} value={value} checked={value === shown} onChange={() => onChoose(value)} onClick={() => onChoose(value)} />
      <span>{label}</span>
      {value === question.default && <Chip tone={chosen === null ? 'warning' : 'neutral'}>{words.proposal}</Chip>}
    </label>
  ));
};

const QuestionCard = ({ question, chosen, onChoose }: QuestionProps) => (
  <fieldset className="question">
    <legend>{question.asks}</legend>
    <p className="question__marks">
      <Chip tone={question.blocking && chosen === null ? 'negative' : 'neutral'} icon={chosen !== null ? 'check' : question.blocking ? 'stop' : undefined}>
        {chosen !== null ? words.chosen : question.blocking ? words.blocking : words.optional}
      </Chip>
      <span className="meta">{words.affects(question.count)}</span>
    </p>
    <Options question={question} chosen={chosen} onChoose={onChoose} />
  </fieldset>
);

const initial = (questions: readonly Question[]): Choices =>
  Object.fromEntries(questions.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer]])));

/** Answers go to the plan that asks; a plan that was approved cannot change any more, so a new one is made from them. */
const useSaving = (run: RunReport) => {
  const { api, journey: { intake }, settings, refresh, go } = usePanel();
  const saving = useAction();
  const save = (answers: Choices): void => saving.start(async () => {
    const plan = run.state === 'planned' || intake === null
      ? await api.answer(run.run, answers)
      : await api.plan({ intake: intake.id, kind: 'full', settings, answers });
    await refresh();
    if (openQuestions(plan) === 0) go('price');
  });
  return { saving, save };
};

const Form = ({ run }: { readonly run: RunReport }) => {
  const { questions } = run.plan;
  const [choices, setChoices] = useState<Choices>(() => initial(questions));
  const undecided = questions.filter(({ id }) => choices[id] === undefined);
  const proposed = undecided.flatMap(({ id, default: value }) => (value === null ? [] : [[id, value] as const]));
  const missing = undecided.filter(({ blocking }) => blocking).length;
  const { saving, save } = useSaving(run);
  return (
    <Step
      title={words.title} lead={questions.length === 0 ? words.none : words.lead} problem={saving.problem}
      actions={(
        <>
          {missing > 0 && <p className="meta">{words.unanswered(missing)}</p>}
          {proposed.length > 0 && (
            <Button look={missing > 0 ? 'primary' : 'secondary'} onClick={() => setChoices({ ...choices, ...Object.fromEntries(proposed) })}>{words.useAll(proposed.length)}</Button>
          )}
          <Button look={missing > 0 ? 'secondary' : 'primary'} busy={saving.busy} disabled={missing > 0} onClick={() => save(choices)}>{words.next}</Button>
        </>
      )}
    >
      {questions.map((question) => (
        <QuestionCard
          key={question.id} question={question} chosen={choices[question.id] ?? null}
          onChoose={(value) => setChoices((last) => ({ ...last, [question.id]: value }))}
        />
      ))}
    </Step>
  );
};

/** What only a person can decide, with our proposals marked as such. */
export const Questions = () => {
  const { journey: { asking } } = usePanel();
  return asking === null ? null : <Form key={asking.run} run={asking} />;
};
