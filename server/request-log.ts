import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

declare module 'express-serve-static-core' {
  interface Request {
    /** Number of the request, for the log and for a person who reports a failure. */
    id: string;
  }
}

/** Logs one line per request: method, path without its query, status and duration. No bodies, no headers, no addresses. */
export function requestLog(log: Logger, newId: () => string, now: () => Date): RequestHandler {
  return (request, response, next) => {
    const began = now().getTime();
    request.id = newId();
    response.set('X-Request-Id', request.id);
    const path = request.path;
    response.on('close', () => {
      const fields = { request: request.id, method: request.method, path, status: response.statusCode, ms: now().getTime() - began, ended: response.writableFinished };
      log.info(fields, 'request');
    });
    next();
  };
}
