import { COMMAND_LINE_REDIRECT, startPipedriveSandbox, type PipedriveSandboxOptions, type RunningSandbox } from '../../sandbox/pipedrive/index.js';

/** What a call of the stand-in answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  /** `data` of the body, for reading on without ceremony. */
  readonly data: never;
}

/** A stand-in with the app installed, and a client that speaks plain HTTP to it. */
export interface Connected {
  readonly sandbox: RunningSandbox;
  readonly token: string;
  readonly refreshToken: string;
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answered>;
  control(method: string, path: string, body?: unknown): Promise<Answered>;
}

/** The code that consenting as a user brings, read from the Location header as the command line does. */
export async function consent(url: string, fields: Readonly<Record<string, string>> = {}): Promise<URL> {
  const form = { client_id: 'bridgework-dev', redirect_uri: COMMAND_LINE_REDIRECT, state: 's1', decision: 'allow', ...fields };
  const answer = await fetch(`${url}/oauth/authorize`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? `about:status-${answer.status}`);
}

/** Asks the token endpoint as the registered app. */
export async function askToken(url: string, fields: Readonly<Record<string, string>>, secret = 'bridgework-dev-secret'): Promise<Answered> {
  return answered(await fetch(`${url}/oauth/token`, {
    method: 'POST', body: new URLSearchParams(fields), headers: { authorization: `Basic ${Buffer.from(`bridgework-dev:${secret}`).toString('base64')}` },
  }));
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json');
  const body = json ? JSON.parse(text) as Record<string, unknown> : { text };
  return { status: response.status, headers: response.headers, body, data: body['data'] as never };
}

/** Starts a stand-in and installs the app for its first admin, or for the named user. */
export async function connect(options: PipedriveSandboxOptions = {}, user?: number): Promise<Connected> {
  const sandbox = await startPipedriveSandbox(options);
  const location = await consent(sandbox.url, user === undefined ? {} : { user_id: String(user) });
  const { body } = await askToken(sandbox.url, { grant_type: 'authorization_code', code: location.searchParams.get('code') ?? '', redirect_uri: COMMAND_LINE_REDIRECT });
  const token = String(body['access_token']);
  const send = async (url: string, method: string, given: unknown, headers: Record<string, string>): Promise<Answered> => answered(await fetch(url, {
    method, ...(given === undefined ? {} : { body: JSON.stringify(given) }), headers: { ...headers, ...(given === undefined ? {} : { 'content-type': 'application/json' }) },
  }));
  return {
    sandbox, token, refreshToken: String(body['refresh_token']),
    call: (method, path, given, bearer = token) => send(`${sandbox.url}/api${path}`, method, given, { authorization: `Bearer ${bearer}` }),
    control: (method, path, given) => send(`${sandbox.control}/${path}`, method, given, {}),
  };
}
