import { useState } from 'react';
import type { RunReport } from '../../server/contract.js';
import { useAction, type Action } from '../shared/useAction.js';
import { usePanel } from './context.js';

/** The gate's text and the approval that needs it. */
export interface ApprovalForm {
  readonly agreement: string;
  readonly missing: boolean;
  readonly action: Action;
  readonly setAgreement: (agreement: string) => void;
  /** Approves the run, unless the agreement is not named yet; then says so. */
  readonly approve: (run: RunReport) => void;
}

/** Keeps the words of the gate; those of an earlier run are offered again, to be confirmed or changed. */
export const useApproval = (): ApprovalForm => {
  const { api, situation, showRun } = usePanel();
  const earlier = situation.runs.find(({ kind, approval }) => kind !== 'rollback' && approval !== null)?.approval?.agreement ?? '';
  const [agreement, setAgreement] = useState(earlier);
  const [missing, setMissing] = useState(false);
  const action = useAction();
  return {
    agreement, missing, action,
    setAgreement: (next) => { setAgreement(next); if (next.trim() !== '') setMissing(false); },
    approve: (run) => {
      if (agreement.trim() === '') setMissing(true);
      else action.start(async () => showRun(await api.approve(run.run, { agreement: agreement.trim() })));
    },
  };
};
