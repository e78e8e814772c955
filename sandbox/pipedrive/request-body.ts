import type { Upload } from './call.js';
import { invalid, plain } from './refusals.js';

/** A body after reading. `described` is its JSON for the ledger, empty where there was none. */
export interface RequestBody {
  readonly body: unknown;
  readonly upload: Upload | null;
  readonly described: string;
}

/** Understands JSON, forms and multipart. Throws the 400 of the API for JSON that is none. */
export async function understandBody(bytes: Buffer, contentType: string): Promise<RequestBody> {
  if (bytes.byteLength === 0) return { body: undefined, upload: null, described: '' };
  if (contentType.startsWith('multipart/form-data')) return readMultipart(bytes, contentType);
  const text = bytes.toString('utf8');
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const body = Object.fromEntries(new URLSearchParams(text));
    return { body, upload: null, described: JSON.stringify(body) };
  }
  const body = readJson(text);
  if (body === undefined) throw invalid(['body: Expected JSON']);
  return { body, upload: null, described: text };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readMultipart(bytes: Buffer, contentType: string): Promise<RequestBody> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData().catch((error: unknown) => {
    // undici says with a TypeError that the parts do not fit together.
    if (error instanceof TypeError) throw plain(400, 'The multipart body cannot be read');
    throw error;
  });
  const body: Record<string, string> = {};
  let upload: Upload | null = null;
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') body[name] = value;
    else if (name === 'file') upload = { name: value.name, type: value.type, content: new Uint8Array(await value.arrayBuffer()) };
  }
  const file = upload === null ? undefined : { name: upload.name, type: upload.type, bytes: upload.content.byteLength };
  return { body, upload, described: JSON.stringify({ ...body, file }) };
}
