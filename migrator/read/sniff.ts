import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** What a file is by its first bytes, whatever its name says. Text that is not UTF-8 is noticed while it is decoded. */
export type FileKind =
  | { readonly kind: 'text' | 'html' | 'json'; readonly encoding: TextEncoding; readonly bom: number }
  | { readonly kind: 'empty' | 'zip' | 'xlsx' | 'other'; readonly format: string }
  | { readonly kind: 'old-spreadsheet'; readonly format: 'xls' | 'xlsb' | 'ods' | 'spreadsheet xml' };

const HEAD_BYTES = 65_536;
const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]], ['png', [0x89, 0x50, 0x4e, 0x47]], ['jpeg', [0xff, 0xd8, 0xff]], ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['exe', [0x4d, 0x5a, 0x90]], ['gzip', [0x1f, 0x8b]], ['7z', [0x37, 0x7a, 0xbc, 0xaf]], ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]], ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]], ['tiff', [0x49, 0x49, 0x2a, 0x00]],
];
/** An OLE container, and the first records of the BIFF versions before there were containers. */
const OLD_WORKBOOK: readonly (readonly number[])[] = [[0xd0, 0xcf, 0x11, 0xe0], [0x09, 0x00, 0x04, 0x00], [0x09, 0x02, 0x06, 0x00], [0x09, 0x04, 0x06, 0x00]];
/** Spreadsheets as one XML text: of 2003, and of OpenDocument. */
const SPREADSHEET_XML = /"urn:schemas-microsoft-com:office:spreadsheet"|"application\/vnd\.oasis\.opendocument\.spreadsheet"/;
/** How the first file in a workbook's ZIP is called; no packed folder of exports begins so. */
const WORKBOOK_PART = /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/|xl\/(?:workbook|worksheets|sharedStrings|styles|theme|_rels))/;

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

/** Decides by content what a file is. Its name plays no part. */
export function sniff(head: Buffer): FileKind {
  if (head.length === 0) return { kind: 'empty', format: 'empty' };
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return packed(head);
  if (OLD_WORKBOOK.some((magic) => startsWith(head, magic))) return { kind: 'old-spreadsheet', format: 'xls' };
  const binary = MAGIC.find(([, magic]) => startsWith(head, magic));
  if (binary !== undefined) return { kind: 'other', format: binary[0] };
  const encoding = textEncoding(head);
  return encoding === null ? { kind: 'other', format: 'binary' } : written(head, encoding);
}

function startsWith(head: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}

function packed(head: Buffer): FileKind {
  const first = head.length < 30 ? '' : head.subarray(30, 30 + head.readUInt16LE(26)).toString('latin1');
  if (head.includes('application/vnd.oasis.opendocument.spreadsheet')) return { kind: 'old-spreadsheet', format: 'ods' };
  if (!WORKBOOK_PART.test(first)) return { kind: 'zip', format: 'zip' };
  return head.includes('xl/workbook.bin') ? { kind: 'old-spreadsheet', format: 'xlsb' } : { kind: 'xlsx', format: 'xlsx' };
}

interface Encoded { readonly encoding: TextEncoding; readonly bom: number }

function textEncoding(head: Buffer): Encoded | null {
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

/** Tells tables of text from pages, JSON and other markup. */
function written(head: Buffer, encoded: Encoded): FileKind {
  const start = head.subarray(encoded.bom, 16_384);
  const text = (encoded.encoding === 'utf-8' ? start.toString('latin1') : iconv.decode(start, encoded.encoding)).trimStart();
  if (/^(?:\{\s*["}]|\[\s*[{\]"])/.test(text)) return { kind: 'json', ...encoded };
  if (/^<(?:!doctype html|html|head|meta|table)\b/i.test(text) || (/^<[!a-z]/i.test(text) && /<table\b/i.test(text))) return { kind: 'html', ...encoded };
  if (!/^<\?xml\b/i.test(text)) return { kind: 'text', ...encoded };
  if (/<(?:html|table)[\s>]/.test(text)) return { kind: 'html', ...encoded };
  return SPREADSHEET_XML.test(text) ? { kind: 'old-spreadsheet', format: 'spreadsheet xml' } : { kind: 'other', format: 'xml' };
}
