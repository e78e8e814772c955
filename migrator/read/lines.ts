import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import type { TextEncoding } from './sniff.js';

/** A physical line with its terminator, counted from 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

const CHUNK_BYTES = 262_144;
const LONGEST_LINE = 4_194_304;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Reads a text file as batches of lines, in memory that does not grow with the file. UTF-8 is checked strictly, line by line:
 * lines that are not UTF-8 are read as Windows-1252, so that a file of either kind, and one that mixes both, comes out right.
 */
export class TextFile {
  #accented = 0;
  #foreign = 0;
  #firstForeign: number | null = null;

  constructor(readonly path: string, readonly declared: TextEncoding, readonly bom: number) {}

  /** What the file turned out to be; complete once its lines were read. */
  get encoding(): string {
    if (this.declared !== 'utf-8') return this.declared;
    if (this.#foreign === 0) return this.bom > 0 ? 'utf-8 with byte-order mark' : 'utf-8';
    return this.#accented === 0 ? 'windows-1252' : 'utf-8 and windows-1252 mixed';
  }

  /** The first line that is not UTF-8 in a file that otherwise is, null where there is none. */
  get mixedFrom(): number | null {
    return this.#accented > 0 ? this.#firstForeign : null;
  }

  /** Reads the file from its start in pieces of about a chunk, whatever its lines are; may be called again. */
  async *pieces(): AsyncGenerator<string> {
    this.#forget();
    yield* this.declared === 'utf-8' ? this.#bytewise(betweenCharacters) : this.#wide();
  }

  /** Reads the file from its start; may be called again. */
  async *lines(): AsyncGenerator<readonly Line[]> {
    this.#forget();
    let number = 0;
    let rest = '';
    for await (const chunk of this.declared === 'utf-8' ? this.#bytewise(wholeLines) : this.#wide()) {
      const { lines, rest: open } = split(rest + chunk);
      rest = open.length > LONGEST_LINE ? '' : open;
      if (rest !== open) lines.push(open);
      if (lines.length > 0) yield lines.map((text) => ({ text, number: ++number }));
    }
    if (rest !== '') yield [{ text: rest, number: number + 1 }];
  }

  #forget(): void {
    this.#accented = 0;
    this.#foreign = 0;
    this.#firstForeign = null;
  }

  async *#wide(): AsyncGenerator<string> {
    const decoder = iconv.getDecoder(this.declared, { stripBOM: false });
    for await (const bytes of chunks(this.path, this.bom)) yield decoder.write(bytes);
    yield decoder.end() ?? '';
  }

  async *#bytewise(cut: (bytes: Buffer) => number): AsyncGenerator<string> {
    let held: Buffer = Buffer.alloc(0);
    let number = 1;
    for await (const bytes of chunks(this.path, this.bom)) {
      const joined = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const end = cut(joined);
      held = joined.subarray(end);
      if (end === 0) continue;
      const part = this.#decode(joined.subarray(0, end), number);
      number = part.next;
      yield part.text;
    }
    if (held.length > 0) yield this.#decode(held, number).text;
  }

  #decode(bytes: Buffer, number: number): { readonly text: string; readonly next: number } {
    if (isUtf8(bytes)) {
      const text = bytes.toString('utf8');
      if (text.length !== bytes.length) this.#accented += 1;
      return { text, next: number + count(bytes) };
    }
    let text = '';
    let next = number;
    for (let start = 0; start < bytes.length; next += 1) {
      const stop = bytes.indexOf(LINE_FEED, start) + 1 || bytes.length;
      text += this.#decodeLine(bytes.subarray(start, stop), next);
      start = stop;
    }
    return { text, next };
  }

  #decodeLine(line: Buffer, number: number): string {
    if (isUtf8(line)) {
      const text = line.toString('utf8');
      if (text.length !== line.length) this.#accented += 1;
      return text;
    }
    this.#foreign += 1;
    this.#firstForeign ??= number;
    return iconv.decode(line, 'windows-1252');
  }
}

async function* chunks(path: string, start: number): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, start })) {
    if (Buffer.isBuffer(chunk)) yield chunk;
  }
}

/** Where the last whole line ends; an endless line is cut rather than held. */
function wholeLines(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(LINE_FEED) + 1;
  if (feed > 0) return feed;
  const lone = bytes.lastIndexOf(CARRIAGE_RETURN, -2) + 1;
  return lone > 0 || bytes.length <= LONGEST_LINE ? lone : betweenCharacters(bytes);
}

/** The last place at which no character is cut in two. */
function betweenCharacters(bytes: Buffer): number {
  const ascii = bytes.findLastIndex((byte) => byte < 0x80) + 1;
  return ascii > 0 || bytes.length <= LONGEST_LINE ? ascii : bytes.length;
}

function count(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1;
  return lines;
}

/** Lines end with LF, CR LF or, in old files, with CR alone; a CR at the very end waits for what follows it. */
function split(text: string): { readonly lines: string[]; readonly rest: string } {
  const lines: string[] = [];
  const feeds = text.includes('\n');
  let start = 0;
  for (;;) {
    const end = feeds ? text.indexOf('\n', start) : text.indexOf('\r', start);
    if (end < 0 || (!feeds && end === text.length - 1)) return { lines, rest: text.slice(start) };
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
}
