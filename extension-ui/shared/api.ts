/** The panel API as functions. Each call fetches a fresh signed token; each refusal is a `Problem`. */
import type {
  ApproveBody, DiffPage, IntakeReport, MappingReport, Me, PlanBody, PlanReport, RollbackPreview, RunReport, SamplePracticeRequest,
  SourceInfo, Verification,
} from '../../server/contract.js';
import type { Host } from './host.js';
import { networkProblem, problemFrom } from './problem.js';

/** An upload on its way: `sent` and `total` in bytes. */
export interface UploadProgress {
  readonly sent: number;
  readonly total: number;
}

/** Which page of a sample's diff to read. */
export interface DiffQuery {
  readonly offset: number;
  readonly limit: number;
  readonly differencesOnly: boolean;
}

/** Everything that the three pages ask of the server. */
export interface Api {
  me(): Promise<Me>;
  sources(): Promise<readonly SourceInfo[]>;
  intakes(): Promise<readonly IntakeReport[]>;
  upload(files: readonly File[], source: string, onProgress: (progress: UploadProgress) => void, signal: AbortSignal): Promise<IntakeReport>;
  samplePractice(request: SamplePracticeRequest): Promise<IntakeReport>;
  mapping(source: string): Promise<MappingReport>;
  runs(): Promise<readonly RunReport[]>;
  run(run: string): Promise<RunReport>;
  plan(body: PlanBody): Promise<PlanReport>;
  answer(run: string, answers: Readonly<Record<string, string>>): Promise<PlanReport>;
  approve(run: string, body: ApproveBody): Promise<RunReport>;
  pause(run: string): Promise<RunReport>;
  resume(run: string): Promise<RunReport>;
  sign(run: string): Promise<RunReport>;
  verify(run: string): Promise<Verification>;
  rollback(run: string): Promise<RollbackPreview>;
  diff(run: string, query: DiffQuery): Promise<DiffPage>;
  /** The results file of a run: one line per input row. */
  results(run: string): Promise<Blob>;
}

const path = (run: string): string => `api/runs/${encodeURIComponent(run)}`;

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null; // not JSON: `problemFrom` has a sentence for that
  }
};

const request = async (host: Host, method: string, url: string, body?: unknown): Promise<Response> => {
  const token = await host.token();
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const reply = await fetch(url, { method, headers, credentials: 'omit', ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    .catch(() => { throw networkProblem(); });
  if (!reply.ok) throw problemFrom(reply.status, parsed(await reply.text()));
  return reply;
};

/** Uploads by XMLHttpRequest, because `fetch` cannot say how far an upload is. */
const send = (form: FormData, url: string, token: string, onProgress: (progress: UploadProgress) => void, signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', url);
    xhr.setRequestHeader('Authorization', `Bearer ${token}`);
    xhr.upload.onprogress = ({ loaded, total }) => onProgress({ sent: loaded, total });
    xhr.onerror = () => reject(networkProblem());
    xhr.onabort = () => reject(signal.reason);
    xhr.onload = () => {
      const body = parsed(xhr.responseText);
      if (xhr.status >= 200 && xhr.status < 300) resolve(body);
      else reject(problemFrom(xhr.status, body));
    };
    signal.addEventListener('abort', () => xhr.abort());
    xhr.send(form);
  });

/** Opens the API for the person whom the host vouches for. */
export const openApi = (host: Host): Api => {
  // Both sides compile against `server/contract.ts`, so the shape of a success is known here without a second description of it.
  const json = async <T>(method: string, url: string, body?: unknown): Promise<T> =>
    (await (await request(host, method, url, body)).json()) as T;
  return {
    me: () => json('GET', 'api/me'),
    sources: () => json('GET', 'api/sources'),
    intakes: () => json('GET', 'api/intakes'),
    upload: async (files, source, onProgress, signal) => {
      const form = new FormData();
      for (const file of files) form.append('files', file, file.name);
      const url = `api/intakes?source=${encodeURIComponent(source)}`;
      return (await send(form, url, await host.token(), onProgress, signal)) as IntakeReport;
    },
    samplePractice: (body) => json('POST', 'api/intakes/sample', body),
    mapping: (source) => json('GET', `api/mapping?source=${encodeURIComponent(source)}`),
    runs: () => json('GET', 'api/runs'),
    run: (run) => json('GET', path(run)),
    plan: (body) => json('POST', 'api/runs', body),
    answer: (run, answers) => json('PUT', `${path(run)}/answers`, { answers }),
    approve: (run, body) => json('POST', `${path(run)}/approve`, body),
    pause: (run) => json('POST', `${path(run)}/pause`),
    resume: (run) => json('POST', `${path(run)}/resume`),
    sign: (run) => json('POST', `${path(run)}/sign`),
    verify: (run) => json('POST', `${path(run)}/verify`),
    rollback: (run) => json('POST', `${path(run)}/rollback`),
    diff: (run, { offset, limit, differencesOnly }) =>
      json('GET', `${path(run)}/diff?offset=${offset}&limit=${limit}&differences=${differencesOnly ? 1 : 0}`),
    results: async (run) => (await request(host, 'GET', `${path(run)}/results`)).blob(),
  };
};
