import { OutcomeUnknown, PauseRun, RecordRejected, Refused, RetryLater } from '../index.js';
import { UsageError } from './usage.js';

/** Why a command did not do what it was asked: exit code, a name for scripts, and sentences for a person. */
export interface Failure {
  readonly exit: 1 | 2;
  readonly code: string;
  readonly message: string;
}

/** Turns whatever a command threw into words. Nothing of an error's own text is repeated unless we wrote it: it could quote a patient. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) {
    return { exit: 2, code: 'usage', message: `${error.message} Try “bridgework help${error.about === null ? '' : ` ${error.about}`}”.` };
  }
  return { exit: 1, ...(known(error) ?? ofTheSystem(error) ?? bug(error)) };
}

type Told = Omit<Failure, 'exit'>;

function known(error: unknown): Told | null {
  if (error instanceof Refused) return { code: error.code, message: sentences(error.message, REMEDIES[error.code] ?? null) };
  if (error instanceof PauseRun) return { code: 'paused', message: sentences(error.cause, error.remedy) };
  if (error instanceof RetryLater) return { code: 'try-again', message: sentences(error.message, `Try again in ${Math.ceil(error.seconds)} s.`) };
  if (error instanceof RecordRejected) return { code: 'rejected', message: sentences(error.reason, error.remedy) };
  if (error instanceof OutcomeUnknown) return { code: 'unknown-outcome', message: sentences(error.message, 'Try again; what arrived is found and not sent twice.') };
  return null;
}

/** What to do on the command line about refusals whose sentence does not say it, because elsewhere a person would do something else. */
const REMEDIES: Readonly<Record<string, string>> = {
  'unknown-run': '“bridgework status” tells the newest one.',
  'not-approved': 'Start it with “bridgework run … --yes”.',
  'wrong-master-key': 'It is read from MASTER_KEY.',
};

/** Parts as sentences of one text; parts may come with or without a full stop. */
export function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').map((part) => (/[.!?]$/.test(part ?? '') ? part : `${part}.`)).join(' ');
}

const SYSTEM: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers at {where}. Check the address and that it is running; a stand-in is started with “bridgework sandbox pipedrive”.',
  ENOTFOUND: 'There is no host {where}. Check the address.',
  ECONNRESET: 'The connection to {where} broke. Try again.',
  ETIMEDOUT: '{where} does not answer. Try again later.',
  EADDRINUSE: 'Something else listens at {where}. Choose another port, or leave the option out to get a free one.',
  EACCES: 'You may not use {where}. Check its owner and rights.',
  EPERM: 'You may not use {where}. Check its owner and rights.',
  EROFS: '{where} cannot be written to. Choose another folder.',
  ENOENT: '{where} does not exist. Check the name and try again.',
  ENOTDIR: '{where} is a file where a folder should be. Choose another folder.',
  EISDIR: '{where} is a folder where a file should be. Check the name and try again.',
  EEXIST: '{where} exists already. Choose another name.',
  ENOSPC: 'The disk is full. Make room and try again; nothing is lost.',
  EMFILE: 'Too many files are open on this machine. Raise the limit (ulimit -n) and try again.',
  SQLITE_BUSY: 'Another process keeps the database busy. Try again when it has ended.',
  SQLITE_FULL: 'The disk is full. Make room and try again; nothing is lost.',
  SQLITE_READONLY: 'The database cannot be written to. Check the rights of the --data folder.',
  SQLITE_CANTOPEN: 'The database cannot be opened. Check the --data folder and its rights.',
  SQLITE_NOTADB: 'The database file in the --data folder is not a database. Put back a copy, or choose another folder with --data.',
  SQLITE_CORRUPT: 'The database file in the --data folder is damaged. Put back a copy of the folder, then resume.',
};

function ofTheSystem(error: unknown): Told | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = property(at, 'code');
    const says = code === undefined ? undefined : SYSTEM[code];
    if (code !== undefined && says !== undefined) return { code, message: says.replace('{where}', placeOf(at)) };
  }
  // What `fetch` says when it does not even try, at an address with a port that browsers refuse, say.
  return error instanceof TypeError && error.message === 'fetch failed' ? { code: 'unreachable', message: 'The address cannot be reached. Check it and try again.' } : null;
}

function placeOf(error: Error): string {
  const port = property(error, 'port');
  const host = property(error, 'address') ?? property(error, 'hostname');
  return property(error, 'path') ?? (host === undefined ? 'that place' : `${host}${port === undefined ? '' : `:${port}`}`);
}

function property(error: Error, name: string): string | undefined {
  const value: unknown = Object.entries(error).find(([key]) => key === name)?.[1];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

const PLACES = 5;

/** What we did not foresee, with the places in our own code where it happened: enough to find it, nothing of anybody's data. */
function bug(error: unknown): Told {
  const name = error instanceof Error ? error.name : 'not an error';
  const frames = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const places = frames.flatMap((frame) => /^\s+at .*?((?:migrator|sandbox)\/[\w./-]+:\d+):\d+\)?$/.exec(frame)?.[1] ?? []).slice(0, PLACES);
  return {
    code: 'bug',
    message: sentences(
      `This is a fault of the program and not of your data (${name}${places.length === 0 ? '' : ` at ${places.join(' < ')}`})`,
      'Nothing that was written is lost. Report it with the places named here.',
    ),
  };
}
