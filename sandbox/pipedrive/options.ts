import type { AccountSeed } from './seed.js';
import type { PlanName } from './plans.js';

/** How an app is registered at the stand-in, as Developer Hub would hold it. One callback address per app. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
  readonly installUrl?: string;
  readonly panelUrl?: string;
  readonly modalUrl?: string;
  readonly settingsUrl?: string;
  readonly modalActionId?: string;
  /** Scopes of the app; all that a migration needs unless given. A call outside them answers 403. */
  readonly scopes?: readonly string[];
}

/** What a stand-in starts with. Everything has a default; port 0 picks a free port. */
export interface PipedriveSandboxOptions {
  readonly port?: number;
  readonly controlPort?: number;
  readonly plan?: PlanName;
  readonly seats?: number;
  /** Milliseconds before every answer of the API. */
  readonly latencyMs?: number;
  readonly seed?: AccountSeed;
  readonly app?: AppRegistration;
  /** False lets requests through without the two-second windows; the day budget is always kept. */
  readonly enforceBurst?: boolean;
}

/** The scopes a migration needs: `admin` for fields, pipelines and stages, the rest for records. `base` is always granted. */
export const MIGRATION_SCOPES: readonly string[] = [
  'base', 'users:read', 'contacts:full', 'deals:full', 'activities:full', 'products:full', 'leads:full', 'admin', 'recents:read', 'search:read',
];

/** Always registered beside the app's callback address: where the command line reads the code from the Location header. */
export const COMMAND_LINE_REDIRECT = 'http://127.0.0.1/bridgework-cli';

/** The app that a stand-in knows when none is given. */
export const DEFAULT_APP: AppRegistration = {
  clientId: 'bridgework-dev',
  clientSecret: 'bridgework-dev-secret',
  callbackUrl: 'http://127.0.0.1:3000/oauth/callback',
};
