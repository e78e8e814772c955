import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** One request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What the server does with a request: an answer, or what it does to the socket. */
export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly end?: 'silence' | 'reset' | 'reset-mid-body';
}

/** An HTTP server whose every answer the test decides. */
export async function scriptedServer(answer: (seen: Seen, count: number) => Scripted) {
  const seen: Seen[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(request);
    const each: Seen = { method: request.method ?? '', path: request.url ?? '', authorization: request.headers.authorization, body };
    seen.push(each);
    play(answer(each, seen.length), response);
  };
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    close: () => new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

function play(scripted: Scripted, response: ServerResponse): void {
  if (scripted.end === 'silence') return;
  if (scripted.end === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const text = typeof scripted.body === 'string' ? scripted.body : JSON.stringify(scripted.body ?? { success: true, data: {} });
  response.writeHead(scripted.status ?? 200, { 'content-type': 'application/json', ...scripted.headers });
  if (scripted.end === 'reset-mid-body') {
    response.write(text.slice(0, 5), () => response.socket?.resetAndDestroy());
    return;
  }
  response.end(text);
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
