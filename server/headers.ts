import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from './config.js';

/** Headers of everything that no other site may show in a frame. */
export const guardedHeaders = (config: Config): RequestHandler => securityHeaders(config, ["'none'"], 'same-origin');

/** Headers of the pages that Pipedrive shows in a frame: no X-Frame-Options, and only the configured origins as ancestors. */
export const framedHeaders = (config: Config): RequestHandler => securityHeaders(config, config.frameAncestors, 'cross-origin');

/** Addresses of framed pages carry a token, so no request of ours ever tells where it came from. */
function securityHeaders(config: Config, ancestors: readonly string[], resources: 'same-origin' | 'cross-origin'): RequestHandler {
  const https = config.publicUrl.startsWith('https://');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ancestors,
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: resources },
    frameguard: false,
    strictTransportSecurity: https && { maxAge: 31_536_000 },
  });
}
