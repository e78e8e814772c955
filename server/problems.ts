import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import multer from 'multer';
import type { Logger } from 'pino';
import { PauseRun, Refused, RetryLater } from '../migrator/index.js';
import type { ProblemBody } from './contract.js';
import { renderPage } from './page.js';

/** A refusal with everything the person at the screen needs: a status, a sentence and what to do next. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(readonly status: number, readonly code: string, message: string, readonly remedy: string, readonly retryAfter: number | null = null) {
    super(message);
  }
}

const UNEXPECTED = new Problem(500, 'unexpected', 'Something went wrong on our side.', 'Try again. If it happens again, send us the time and the request number.');

/** The answer to everything that is not there, and to everything that belongs to another company: the two look alike on purpose. */
export const notFound = (what: string): Problem =>
  new Problem(404, 'not-found', `There is no such ${what}.`, 'Reload the panel and choose again.');

/** Ends every path that no route took. */
export const unknownPath: RequestHandler = () => {
  throw notFound('page');
};

/**
 * The one error handler: an expected refusal is answered with its sentence, everything else with a sentence that gives nothing away.
 * The log gets kind and place of an unexpected error, never its message, because a driver's message may quote a value.
 */
export function problemHandler(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, _next) => {
    const problem = asProblem(error);
    if (problem === UNEXPECTED && !isHangUp(error)) log.error({ request: request.id, ...anatomy(error) }, 'request.failed');
    if (response.headersSent) {
      // Express's own handler would print the error; a cut connection tells the browser that the rest is missing.
      response.destroy();
      return;
    }
    if (problem.retryAfter !== null) response.set('Retry-After', String(problem.retryAfter));
    response.status(problem.status).set('Cache-Control', 'no-store');
    if (isForApi(request)) response.json(bodyOf(problem));
    else response.type('html').send(renderPage({ title: problem.message, text: [problem.remedy], link: startAgain(problem) }));
  };
}

/** Kind and place of an error, without its message. */
export function anatomy(error: unknown): { readonly kind: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { kind: typeof error, at: [] };
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).map((line) => line.trim());
  return { kind: error.name, at };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refused) return new Problem(409, error.code, error.message, 'Change what the message names, then try again.');
  if (error instanceof PauseRun) return new Problem(409, 'paused', error.cause, error.remedy);
  if (error instanceof RetryLater) return new Problem(503, 'busy', 'Pipedrive asked us to wait.', 'Try again in a moment.', Math.ceil(error.seconds));
  if (error instanceof multer.MulterError) return new Problem(400, 'upload', 'The upload could not be read.', 'Choose the files again.');
  return clientError(error) ?? UNEXPECTED;
}

/** Errors that Express and its body parser raise about the request itself carry a 4xx status; their messages may quote the body. */
function clientError(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  if (error.status < 400 || error.status > 499) return null;
  if (error.status === 413) return new Problem(413, 'too-large', 'The request is too large.', 'Send less at once.');
  return new Problem(error.status, 'bad-request', 'The request could not be read.', 'Reload the panel and try again.');
}

/** The person closed the page while an answer was on its way. */
const isHangUp = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

const bodyOf = (problem: Problem): ProblemBody => ({ code: problem.code, message: problem.message, remedy: problem.remedy });

const isForApi = (request: Request): boolean => request.originalUrl.startsWith('/api/');

const startAgain = (problem: Problem): { readonly href: string; readonly label: string } | null =>
  problem.code.startsWith('install-') ? { href: '/install', label: 'Start again' } : null;
