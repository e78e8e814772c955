import { useEffect, useMemo, useState, type ComponentType } from 'react';
import type { Api } from '../shared/api.js';
import { copy } from '../shared/copy.js';
import type { Host } from '../shared/host.js';
import { Mark } from '../shared/Icon.js';
import { Chip, Loading, Notice, ProblemNotice } from '../shared/parts.js';
import { PanelProvider, type PanelContext, type Settings } from './context.js';
import { journeyOf, type Situation, type StepId } from './journey.js';
import { Stepper } from './Stepper.js';
import { Audit } from './steps/Audit.js';
import { Connect } from './steps/Connect.js';
import { Delta } from './steps/Delta.js';
import { Files } from './steps/Files.js';
import { FullRun } from './steps/FullRun.js';
import { Mapping } from './steps/Mapping.js';
import { Price } from './steps/Price.js';
import { Questions } from './steps/Questions.js';
import { Rollback } from './steps/Rollback.js';
import { Sample } from './steps/Sample.js';
import { Verify } from './steps/Verify.js';
import { useFit } from './useFit.js';
import { useSituation, type Watched } from './useSituation.js';

const SCREENS: Readonly<Record<StepId, ComponentType>> = {
  connect: Connect, files: Files, audit: Audit, mapping: Mapping, questions: Questions, price: Price,
  sample: Sample, run: FullRun, verify: Verify, delta: Delta, rollback: Rollback,
};

const Header = ({ situation }: { readonly situation: Situation | null }) => (
  <div className="panel__brand">
    <Mark />
    {/* The host writes the app's name above the panel, so the company is what is worth the room. */}
    <h1 className={situation?.me.company == null ? undefined : 'unseen'}>{copy.product}</h1>
    {situation?.me.company != null && <span className="panel__company">{situation.me.company}</span>}
    {situation?.me.standIn === true && <Chip tone="warning">{copy.standIn}</Chip>}
  </div>
);

interface WizardProps {
  readonly host: Host;
  readonly api: Api;
  readonly situation: Situation;
  readonly watched: Watched;
}

/** The steps. A step that a person chose stays until the server's answers move the office on to another one. */
const Wizard = ({ host, api, situation, watched }: WizardProps) => {
  const [settings, setSettings] = useState<Settings>({});
  const journey = useMemo(() => journeyOf(situation), [situation]);
  const [chosen, go] = useState<StepId | null>(null);
  const [last, setLast] = useState(journey.current);
  if (last !== journey.current) {
    setLast(journey.current);
    go(null);
  }
  const shown = chosen !== null && journey.open.has(chosen) ? chosen : journey.current;
  const { refresh, showRun, offline } = watched;
  const context: PanelContext = useMemo(
    () => ({ host, api, situation, journey, settings, setSettings, go, refresh, showRun }),
    [host, api, situation, journey, settings, refresh, showRun],
  );
  const Screen = SCREENS[shown];
  return (
    <PanelProvider value={context}>
      <header className="panel__head" data-fit>
        <Header situation={situation} />
        <Stepper journey={journey} shown={shown} onChoose={go} />
        {offline && <Notice tone="warning" role="status">{copy.problems.offlineWhileRunning}</Notice>}
        {!offline && watched.problem !== null && <ProblemNotice problem={watched.problem} onRetry={() => void refresh()} />}
      </header>
      <Screen key={shown} />
    </PanelProvider>
  );
};

/** The panel: greets at once, then shows the step at which the office stands. */
export const Panel = ({ host, api }: { readonly host: Host; readonly api: Api }) => {
  const watched = useSituation(api);
  const content = useFit(host);
  const { situation, problem, refresh } = watched;
  useEffect(() => host.onModalClosed(() => void refresh()), [host, refresh]);
  useEffect(() => {
    const returned = (): void => { if (document.visibilityState === 'visible') void refresh(); };
    document.addEventListener('visibilitychange', returned);
    return () => document.removeEventListener('visibilitychange', returned);
  }, [refresh]);
  return (
    <div className="panel" ref={content}>
      {situation !== null
        ? <Wizard host={host} api={api} situation={situation} watched={watched} />
        : (
          <div className="panel__head" data-fit>
            <Header situation={null} />
            {problem === null ? <Loading /> : <ProblemNotice problem={problem} onRetry={() => void refresh()} />}
          </div>
        )}
    </div>
  );
};
