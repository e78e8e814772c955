import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Streams a table to the browser. The first piece is awaited before anything is sent, so that a refusal is still an answer with a status. */
export async function sendCsv(response: Response, pieces: AsyncIterable<string>, fileName: string): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  response.attachment(fileName).type('text/csv');
  await pipeline(Readable.from(whole(first, iterator)), response);
}

async function* whole(first: IteratorResult<string>, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
