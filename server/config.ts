import { bytesOf, Complaint, integer, logLevel, masterKey, origin, originPatterns, Reader, text } from './variables.js';
import type { LogLevel, Parse, Variables } from './variables.js';

/** Where the migrator keeps its tables. */
export type Database = { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };

/** What a server needs besides its connection to Pipedrive. */
export interface HouseConfig {
  readonly port: number;
  readonly dataDir: string;
  readonly database: Database;
  /** The most that one upload may hold, in bytes and in files. */
  readonly uploads: { readonly bytes: number; readonly files: number };
  readonly logLevel: LogLevel;
}

/** Everything the server knows about its surroundings; frozen. */
export interface Config extends HouseConfig {
  /** The app talks to a stand-in on this machine instead of Pipedrive, so plain http is allowed there. */
  readonly standIn: boolean;
  /** Our own origin, as browsers see it. */
  readonly publicUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the SDK's tokens: the extensions' own secret where one is set in Developer Hub, otherwise the client secret. */
  readonly tokenSecret: string;
  readonly masterKey: Buffer;
  readonly oauthHost: string;
  /** Origins that may show the panel, the modal and the settings page. */
  readonly frameAncestors: readonly string[];
  /** Reverse proxies in front of us whose X-Forwarded-For is believed. */
  readonly trustedProxies: number;
}

/** A configuration to start with, a wish for the demonstration, or everything that is wrong, in sentences. */
export type Reading =
  | { readonly kind: 'ready'; readonly config: Config }
  | { readonly kind: 'demo'; readonly house: HouseConfig }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

const MAIN = ['PIPEDRIVE_CLIENT_ID', 'PIPEDRIVE_CLIENT_SECRET', 'PUBLIC_URL', 'MASTER_KEY'] as const;

/** Reads the environment and reports all its problems at once; with none of the four main variables set it asks for the demonstration. */
export function readConfig(variables: Variables): Reading {
  const reader = new Reader(variables);
  const demo = MAIN.every((name) => !reader.has(name));
  const house = readHouse(reader, demo ? 'warn' : 'info');
  const config = demo ? null : readConnection(reader, house);
  if (reader.problems.length > 0) return { kind: 'refused', problems: reader.problems };
  return config === null ? { kind: 'demo', house } : { kind: 'ready', config };
}

function readHouse(reader: Reader, usualLevel: LogLevel): HouseConfig {
  const dataDir = reader.optional('DATA_DIR', './data', text);
  const url = reader.optional('DATABASE_URL', '', postgresUrl);
  return Object.freeze({
    port: reader.optional('PORT', 3000, integer(1, 65_535)),
    dataDir,
    database: url === '' ? { kind: 'sqlite', file: `${dataDir}/bridgework.sqlite` } as const : { kind: 'postgres', url } as const,
    uploads: Object.freeze({
      bytes: reader.optional('MAX_UPLOAD_BYTES', 2 * 1024 ** 3, bytesOf),
      files: reader.optional('MAX_UPLOAD_FILES', 100, integer(1, 10_000)),
    }),
    logLevel: reader.optional('LOG_LEVEL', usualLevel, logLevel),
  });
}

function readConnection(reader: Reader, house: HouseConfig): Config {
  const clientSecret = reader.required('PIPEDRIVE_CLIENT_SECRET', 'the client secret of the app in Pipedrive Developer Hub', '', text);
  const publicUrl = reader.required('PUBLIC_URL', 'the https address under which Pipedrive reaches this server', '', origin);
  const oauthHost = reader.optional('PIPEDRIVE_OAUTH_HOST', 'https://oauth.pipedrive.com', origin);
  return Object.freeze({
    ...house,
    standIn: oauthHost.startsWith('http://'),
    publicUrl, clientSecret, oauthHost,
    clientId: reader.required('PIPEDRIVE_CLIENT_ID', 'the client id of the app in Pipedrive Developer Hub', '', text),
    tokenSecret: reader.optional('PIPEDRIVE_JWT_SECRET', clientSecret, text),
    masterKey: reader.required('MASTER_KEY', '32 random bytes, as 64 hexadecimal digits or as base64', Buffer.alloc(0), masterKey),
    frameAncestors: reader.optional('FRAME_ANCESTORS', ['https://*.pipedrive.com'], originPatterns),
    trustedProxies: reader.optional('TRUSTED_PROXIES', publicUrl.startsWith('https://') ? 1 : 0, integer(0, 10)),
  });
}

const postgresUrl: Parse<string> = (value) =>
  /^postgres(ql)?:\/\/\S+$/.test(value) ? value : new Complaint('must be an address that begins with postgres://');
