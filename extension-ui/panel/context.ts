import { createContext, useContext } from 'react';
import type { RunReport } from '../../server/contract.js';
import type { Api } from '../shared/api.js';
import type { Host } from '../shared/host.js';
import type { Journey, Situation, StepId } from './journey.js';

/** Settings of the mapping that the office changed. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/** What every step of the panel works with. */
export interface PanelContext {
  readonly host: Host;
  readonly api: Api;
  readonly situation: Situation;
  readonly journey: Journey;
  readonly settings: Settings;
  readonly setSettings: (settings: Settings) => void;
  /** Shows a step until the server's answers move the office on. */
  readonly go: (step: StepId) => void;
  /** Asks the server for everything again. */
  readonly refresh: () => Promise<void>;
  /** Puts a newer report in the place of the older one. */
  readonly showRun: (run: RunReport) => void;
}

const Context = createContext<PanelContext | null>(null);

/** Gives the steps their context. */
export const PanelProvider = Context.Provider;

/** The panel around a step. */
export const usePanel = (): PanelContext => {
  const panel = useContext(Context);
  if (panel === null) throw new Error('A step was drawn outside the panel.');
  return panel;
};
