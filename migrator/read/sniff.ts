import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** What a file is by its first bytes, whatever its name says. Text that is not UTF-8 is noticed while it is decoded. */
export type FileKind =
  | { readonly kind: 'text'; readonly encoding: TextEncoding; readonly bom: number }
  | { readonly kind: 'empty' | 'zip' | 'xlsx' | 'xls' | 'html' | 'json' | 'other'; readonly format: string };

const HEAD_BYTES = 65_536;
const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]], ['png', [0x89, 0x50, 0x4e, 0x47]], ['jpeg', [0xff, 0xd8, 0xff]], ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['exe', [0x4d, 0x5a, 0x90]], ['gzip', [0x1f, 0x8b]], ['7z', [0x37, 0x7a, 0xbc, 0xaf]], ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]], ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]], ['tiff', [0x49, 0x49, 0x2a, 0x00]],
];

/** The first bytes of a file. */
export async function readHead(path: string): Promise<{ readonly head: Buffer; readonly bytes: number }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(HEAD_BYTES), position: 0 });
    return { head: buffer.subarray(0, bytesRead), bytes: size };
  } finally {
    await handle.close();
  }
}

/** Decides by content what a file is; `name` only tells a workbook from an archive, since both are ZIP files. */
export function sniff(head: Buffer, name: string): FileKind {
  if (head.length === 0) return { kind: 'empty', format: 'empty' };
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return zipOrWorkbook(head, name);
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return { kind: 'xls', format: 'xls' };
  const binary = MAGIC.find(([, magic]) => startsWith(head, magic));
  if (binary !== undefined) return { kind: 'other', format: binary[0] };
  const encoding = textEncoding(head);
  if (encoding === null) return { kind: 'other', format: 'binary' };
  return encoding.encoding === 'utf-8' ? markup(head.subarray(encoding.bom)) ?? { kind: 'text', ...encoding } : { kind: 'text', ...encoding };
}

function startsWith(head: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}

function zipOrWorkbook(head: Buffer, name: string): FileKind {
  const workbook = /\.xls[xmb]$/i.test(name) || head.includes('[Content_Types].xml') || head.includes('xl/workbook.xml');
  return workbook ? { kind: 'xlsx', format: 'xlsx' } : { kind: 'zip', format: 'zip' };
}

function textEncoding(head: Buffer): { readonly encoding: TextEncoding; readonly bom: number } | null {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', bom: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: 'utf-16le', bom: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: 'utf-16be', bom: 2 };
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length * 0.3 && even < head.length * 0.02) return { encoding: 'utf-16le', bom: 0 };
  if (even > head.length * 0.3 && odd < head.length * 0.02) return { encoding: 'utf-16be', bom: 0 };
  return isBinary(head) ? null : { encoding: 'utf-8', bom: 0 };
}

/** NULs alone do not make a file binary: fixed-width exports pad with them. Other control characters do. */
function isBinary(head: Buffer): boolean {
  const odd = head.reduce((count, byte) => count + (byte < 32 && ![0, 9, 10, 12, 13, 26, 27].includes(byte) ? 1 : 0), 0);
  return odd > head.length * (isUtf8(head) ? 0.1 : 0.01);
}

function markup(head: Buffer): FileKind | null {
  const start = head.subarray(0, 2048).toString('latin1').trimStart();
  if (/^<(?:!doctype html|html|table|\?xml)/i.test(start)) return { kind: 'html', format: /^<\?xml/i.test(start) ? 'xml' : 'html' };
  return /^(?:\{\s*"|\[\s*[{\]"])/.test(start) ? { kind: 'json', format: 'json' } : null;
}
