import type { RunReport } from '../../server/contract.js';
import type { Api } from './api.js';
import type { Problem } from './problem.js';
import { useAction } from './useAction.js';

const save = (file: Blob, name: string): void => {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};

/** Downloads the results of a run. A plain link could not: it would carry no signed token. */
export const useResults = (api: Api): { readonly busy: boolean; readonly problem: Problem | null; readonly download: (run: RunReport) => void } => {
  const { busy, problem, start } = useAction();
  const download = (run: RunReport): void => start(async () => save(await api.results(run.run), `bridgework-${run.kind}-${run.run}.csv`));
  return { busy, problem, download };
};
