import { useCallback } from 'react';
import type { Me } from '../../server/contract.js';
import type { Api } from '../shared/api.js';
import { copy } from '../shared/copy.js';
import { Icon, Mark } from '../shared/Icon.js';
import { Chip, Facts, Loading, Notice, ProblemNotice, Section } from '../shared/parts.js';
import { useLoaded } from '../shared/useLoaded.js';
import { RunsTable } from './RunsTable.js';

const words = copy.settings;
const { connect } = copy;

const Installation = ({ me }: { readonly me: Me }) => (
  <Section title={words.installation}>
    <Facts
      items={[
        [words.state, me.installed ? <Chip tone="positive" icon="check">{words.connected}</Chip> : <Chip tone="warning" icon="warning">{words.notConnected}</Chip>],
        [connect.company, me.company ?? '–'],
        [connect.user, me.user ?? '–'],
        [connect.rights, me.admin === null ? '–' : me.admin ? connect.admin : connect.member],
        [words.account, me.standIn ? words.standIn : words.real],
      ]}
    />
    {!me.installed && (
      <a className="button button--primary" href={me.installUrl} target="_blank" rel="noopener noreferrer">
        <Icon name="external" /><span>{connect.install}<span className="unseen"> {copy.newTab}</span></span>
      </a>
    )}
    {me.installed && me.admin === false && <Notice tone="warning" title={connect.notAdmin.message}><p>{connect.notAdmin.remedy}</p></Notice>}
  </Section>
);

/** The installation at a glance, its runs, and how to leave. */
export const Settings = ({ api }: { readonly api: Api }) => {
  const { value, problem, reload } = useLoaded(useCallback(async () => {
    const me = await api.me();
    return { me, runs: me.installed ? await api.runs() : [] };
  }, [api]));
  return (
    <main className="settings">
      <header className="settings__head"><Mark /><h1>{words.title}</h1></header>
      <p className="lead">{words.lead}</p>
      <ProblemNotice problem={problem} onRetry={reload} />
      {value === null ? problem === null && <Loading /> : (
        <>
          <Installation me={value.me} />
          <Section title={words.runs}><RunsTable api={api} runs={value.runs} /></Section>
          <Section title={words.leave}>
            <ol className="steps">{words.leaveSteps.map((step) => <li key={step}>{step}</li>)}</ol>
            <p>{words.leaveAfter}</p>
          </Section>
        </>
      )}
    </main>
  );
};
