import { useCallback } from 'react';
import type { MappingReport } from '../../../server/contract.js';
import { copy } from '../../shared/copy.js';
import { valueText, words as spell } from '../../shared/format.js';
import { Icon } from '../../shared/Icon.js';
import { Button, Chip, Loading, ProblemNotice, Section } from '../../shared/parts.js';
import { useAction } from '../../shared/useAction.js';
import { useLoaded } from '../../shared/useLoaded.js';
import { usePanel } from '../context.js';
import { answersOf } from '../journey.js';
import { Step } from '../Step.js';
import { useSourceLabel } from '../useSourceLabel.js';

const words = copy.mapping;
type Row = MappingReport['rows'][number];
type Setting = MappingReport['settings'][number];

const Fields = ({ row, label }: { readonly row: Row; readonly label: string }) => (
  <table className="table table--stack">
    <thead><tr><th scope="col">{words.to}</th><th scope="col">{words.from(label)}</th><th scope="col">{words.how}</th></tr></thead>
    <tbody>
      {row.fields.map((field, index) => (
        <tr key={index}>
          <th scope="row"><span className="meta">{spell(field.object)}</span> {field.to}</th>
          <td data-name={words.from(label)}>{spell(field.from)}</td>
          <td data-name={words.how}>{field.how ?? words.asIs}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const MappingRow = ({ row, label }: { readonly row: Row; readonly label: string }) => (
  <li className={row.reached ? 'map' : 'map is-unreached'}>
    <details>
      <summary>
        <span className="map__from">{row.source}</span>
        <Icon name="arrow" />
        <span className="map__to">{row.destination}</span>
        <Chip>{row.cardinality}</Chip>
      </summary>
      <p>{row.says}</p>
      {!row.reached && <p className="meta">{words.unreached}</p>}
      {row.fields.length === 0 ? <p className="meta">{words.noFields}</p> : <Fields row={row} label={label} />}
    </details>
  </li>
);

const SettingField = ({ setting }: { readonly setting: Setting }) => {
  const { settings, setSettings } = usePanel();
  const standard = typeof setting.value === 'number' || typeof setting.value === 'boolean' ? setting.value : valueText(setting.value) ?? '';
  const value = settings[setting.name] ?? standard;
  const change = (next: string | number | boolean): void => setSettings({ ...settings, [setting.name]: next });
  if (typeof standard === 'boolean') {
    return (
      <label className="check">
        <input type="checkbox" checked={value === true} onChange={(event) => change(event.target.checked)} />
        <span>{setting.asks}</span>
      </label>
    );
  }
  const number = typeof standard === 'number';
  return (
    <label className="field">
      <span className="field__label">{setting.asks}</span>
      <input
        className={number ? 'short' : undefined} type={number ? 'number' : 'text'} required value={String(value)}
        onChange={({ target }) => { if (!number) change(target.value); else if (Number.isFinite(target.valueAsNumber)) change(target.valueAsNumber); }}
      />
    </label>
  );
};

const MappingBody = ({ mapping, label }: { readonly mapping: MappingReport; readonly label: string }) => (
  <>
    <div className="map-head" aria-hidden="true"><span>{words.from(label)}</span><span>{words.to}</span></div>
    <ul className="maps">{mapping.rows.map((row, index) => <MappingRow key={index} row={row} label={label} />)}</ul>
    {mapping.settings.length > 0 && (
      <Section title={words.settings}>
        {mapping.settings.map((setting) => <SettingField key={setting.name} setting={setting} />)}
        <p className="meta">{words.settingsHint}</p>
      </Section>
    )}
  </>
);

/** Where every part of the export goes, and the office's numbers. Planning starts from here. */
export const Mapping = () => {
  const { api, journey, settings, refresh, go } = usePanel();
  const { intake } = journey;
  const source = intake?.audit.source ?? '';
  const label = useSourceLabel(source);
  const { value, problem, reload } = useLoaded(useCallback(() => api.mapping(source), [api, source]));
  const planning = useAction();
  const plan = (): void => planning.start(async () => {
    if (intake === null) return;
    const planned = await api.plan({ intake: intake.id, kind: 'full', settings, answers: answersOf(journey) });
    await refresh();
    go(planned.questions.length > 0 ? 'questions' : 'price');
  });
  return (
    <Step
      title={words.title} lead={words.lead(label)} problem={planning.problem}
      actions={<Button look="primary" busy={planning.busy} disabled={value === null} onClick={plan}>{planning.busy ? words.planning : words.next}</Button>}
    >
      <ProblemNotice problem={problem} onRetry={reload} />
      {value === null ? problem === null && <Loading /> : <MappingBody mapping={value} label={label} />}
    </Step>
  );
};
