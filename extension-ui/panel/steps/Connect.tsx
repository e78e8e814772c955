import { copy } from '../../shared/copy.js';
import { Icon } from '../../shared/Icon.js';
import { Button, Chip, Facts, Notice } from '../../shared/parts.js';
import { useAction } from '../../shared/useAction.js';
import { usePanel } from '../context.js';
import { Step } from '../Step.js';

const words = copy.connect;

const NotInstalled = () => {
  const { situation, refresh } = usePanel();
  const check = useAction();
  return (
    <Step
      title={words.title} lead={words.why}
      actions={<Button busy={check.busy} onClick={() => check.start(refresh)}>{words.installed}</Button>}
    >
      <ul className="promises">{words.promises.map((promise) => <li key={promise}><Icon name="check" />{promise}</li>)}</ul>
      <a className="button button--primary" href={situation.me.installUrl} target="_blank" rel="noopener noreferrer">
        <Icon name="external" />
        <span>{words.install}<span className="unseen"> {copy.newTab}</span></span>
      </a>
    </Step>
  );
};

/** Who is connected to which account, and what they may do there. */
export const Connect = () => {
  const { situation: { me }, go } = usePanel();
  if (!me.installed) return <NotInstalled />;
  return (
    <Step title={words.ready} lead={words.readyLead} actions={<Button look="primary" onClick={() => go('files')}>{words.next}</Button>}>
      <Facts
        items={[
          [words.company, me.company ?? '–'],
          [words.user, me.user ?? '–'],
          [words.rights, me.admin === true ? <Chip tone="positive" icon="check">{words.admin}</Chip> : <Chip tone="warning" icon="warning">{words.member}</Chip>],
        ]}
      />
      {me.admin === false && <Notice tone="warning" title={words.notAdmin.message}><p>{words.notAdmin.remedy}</p></Notice>}
      {me.standIn && <Notice title={words.standIn.message}><p>{words.standIn.remedy}</p></Notice>}
    </Step>
  );
};
