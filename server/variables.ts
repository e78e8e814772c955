/** The environment, as `process.env` has it. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What is wrong with a variable, completing the sentence "NAME …". */
export class Complaint {
  constructor(readonly says: string) {}
}

/** Turns the text of a variable into its value, or says what is wrong with it. */
export type Parse<T> = (value: string) => T | Complaint;

/** Levels of the log, from talkative to quiet. */
export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Reads variables and collects what is wrong with them instead of stopping at the first problem. Values are never quoted: they may be secrets. */
export class Reader {
  readonly problems: string[] = [];

  constructor(private readonly variables: Variables) {}

  has(name: string): boolean {
    return (this.variables[name] ?? '').trim() !== '';
  }

  optional<T>(name: string, standard: T, parse: Parse<T>): T {
    return this.has(name) ? this.parsed(name, standard, parse) : standard;
  }

  required<T>(name: string, what: string, missing: T, parse: Parse<T>): T {
    if (this.has(name)) return this.parsed(name, missing, parse);
    this.problems.push(`${name} is not set: ${what}.`);
    return missing;
  }

  private parsed<T>(name: string, missing: T, parse: Parse<T>): T {
    const value = parse((this.variables[name] ?? '').trim());
    if (!(value instanceof Complaint)) return value;
    this.problems.push(`${name} ${value.says}.`);
    return missing;
  }
}

/** Any text. */
export const text: Parse<string> = (value) => value;

/** A whole number within bounds, both included. */
export function integer(least: number, most: number): Parse<number> {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) return new Complaint(`must be a whole number from ${least} to ${most}`);
    return number;
  };
}

/** A positive number of bytes. */
export const bytesOf: Parse<number> = (value) => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || !Number.isSafeInteger(number)) return new Complaint('must be a whole number of bytes above 0');
  return number;
};

/** One of the log's levels. */
export const logLevel: Parse<LogLevel> = (value) => {
  const level = LOG_LEVELS.find((name) => name === value);
  return level ?? new Complaint(`must be one of ${LOG_LEVELS.join(', ')}`);
};

/** 32 bytes, written in hexadecimal or base64. */
export const masterKey: Parse<Buffer> = (value) => {
  const key = /^[0-9a-f]{64}$/i.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64');
  if (key.length !== 32 || !/^[\w+/-]+=*$/.test(value)) return new Complaint('must be 32 bytes, as 64 hexadecimal digits or as base64');
  return key;
};

/** An origin: https, or plain http on this machine only. */
export const origin: Parse<string> = (value) => {
  if (!URL.canParse(value)) return new Complaint('must be a complete address such as https://app.example.com');
  const url = new URL(value);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return new Complaint('must begin with https:// unless it is on this machine');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') return new Complaint('must be an address without path, query or user name');
  return url.origin;
};

/** Origins for `frame-ancestors`, separated by commas or blanks; `*.` in front of the host stands for any host below. */
export const originPatterns: Parse<readonly string[]> = (value) =>
  list(value, /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/, 'must be origins such as https://*.pipedrive.com, separated by commas');

/** Whether a host name is this machine. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

function list(value: string, shape: RegExp, otherwise: string): readonly string[] | Complaint {
  const items = value.split(/[\s,]+/).filter((item) => item !== '');
  if (!items.every((item) => shape.test(item))) return new Complaint(otherwise);
  return items;
}
