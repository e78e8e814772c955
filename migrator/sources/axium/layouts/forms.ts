import { clockTime, date, flag, id, note, present, reference, text, wholeNumber } from '../../../read/parsers.js';
import { column, layout, one, skip, type Lookups } from '../../define.js';
import { formKind } from '../values.js';
import { lookupUsed, patient } from './rows.js';

/** Table PFORM: the forms that patients filled in. */
export const patientForms = layout({
  name: 'PFORM', files: ['pform', 'patient_forms'], stream: null,
  columns: { id: column(id, 'PForm'), patient: column(id, 'Patient'), date: column(text, 'Date'), inactive: column(text, 'Inactive') },
  needs: ['id', 'patient', 'inactive'], keys: ['id'], lookup: { name: 'form', key: 'id', gives: ['patient', 'inactive'] }, read: lookupUsed,
});

/** Table FITEM: the questions. Each revision of a form gives a question a new id and keeps the original one beside it. */
export const formItems = layout({
  name: 'FITEM', files: ['fitem', 'form_items'], stream: null,
  columns: {
    id: column(id, 'FItem'), original: column(id, 'OrgFItem'), parent: column(id, 'ParentFItem'), page: column(text, 'Page'), row: column(text, 'Row'),
    subLevel: column(text, 'SubLevel'), answerType: column(text, 'AnsType'), text: column(text, 'Text'),
  },
  needs: ['id', 'answerType', 'text'], keys: ['id'], lookup: { name: 'form-item', key: 'id', gives: ['original', 'answerType', 'text'] }, read: lookupUsed,
});

/** `AnsType` of a question that is answered in words; all others are ticked. */
const FREE_TEXT = '5';
/** `Status` of an answer that counts. */
const VALID = 0;

/** The question under its original id, and its words. */
function questionOf(itemId: string, lookups: Lookups): { readonly question: string; readonly text: string | null; readonly isTick: boolean; readonly known: boolean } {
  const found = lookups.find('form-item', itemId);
  const original = found?.['original'] ?? '';
  return {
    question: /^0*$/.test(original) ? itemId : original, text: found?.['text'] || null, isTick: found?.['answerType'] !== FREE_TEXT, known: found !== null,
  };
}

/** Table PITEM: one answer per row. */
export const formAnswers = layout({
  name: 'PITEM', files: ['pitem', 'form_answers'], stream: 'formAnswer',
  columns: {
    id: column(id, 'PItem'), patient: column(reference, 'Patient'), form: column(reference, 'PForm'), item: column(id, 'FItem'), code: column(text, 'FormCode'),
    date: column(date, 'Date'), entered: column(date, 'EntryDateTime'), moment: column(text, 'EntryDateTime'), yes: column(flag, 'AnsYes'), text: column(note, 'AnsText'),
    user: column(text, 'AppUser'), status: column(wholeNumber, 'Status'),
  },
  needs: ['id', 'item', 'yes', 'text'], keys: ['id', 'item'], uses: ['form', 'form-item'], must: ['form-item'],
  read: (row, lookups) => {
    const form = lookups.find('form', row.form);
    const owner = row.patient ?? (form?.['patient'] || null);
    if (owner === null) return skip('missing-key', 'formAnswer', { code: 'missing-key', column: 'patient' });
    if (row.status !== null && row.status !== VALID) return skip('deleted-in-source', 'formAnswer');
    if (/^(?:1|y|yes|true)$/i.test(form?.['inactive'] ?? '')) return skip('inactive-form', 'formAnswer');
    const { question, text: words, isTick, known } = questionOf(row.item, lookups);
    const yes = isTick ? row.yes : null;
    if (yes === null && row.text === null) return skip('empty-answer', 'formAnswer');
    const data = {
      patient: patient(owner), kind: formKind(row.code), question,
      ...present({ form: row.code, text: words, yes, answer: row.text, date: row.entered ?? row.date, time: clockTime(row.moment ?? '') }),
    };
    return one({ stream: 'formAnswer', key: row.id, data }, known ? [] : [{ code: 'unknown-reference-word', column: 'item' }]);
  },
});
