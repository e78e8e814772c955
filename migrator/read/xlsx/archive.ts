import type { Entry, ZipFile } from 'yauzl';
import { SaxesParser } from 'saxes';
import { StopReading } from '../cells.js';
import { entries, entryName, openEntry, openZip } from '../zip-archive.js';

/** Beyond this size, a part that unpacks to more than this many times its packed size was made to fill memory or disk. */
const UNSUSPICIOUS_BYTES = 67_108_864;
const HIGHEST_RATIO = 200;
const MOST_PARTS = 20_000;
/** Lists of sheets, styles and relations are small in every real workbook. */
const LARGEST_LIST = 67_108_864;

/** The parts of a workbook's ZIP. The caller closes it. */
export class WorkbookArchive {
  private constructor(readonly zip: ZipFile, readonly parts: ReadonlyMap<string, Entry>) {}

  static async open(path: string): Promise<WorkbookArchive> {
    const zip = await openZip(path);
    try {
      const parts = new Map<string, Entry>();
      for await (const entry of entries(zip)) {
        if (parts.size >= MOST_PARTS) throw new StopReading('workbook-too-large');
        parts.set(entryName(entry).toLowerCase(), entry);
      }
      return new WorkbookArchive(zip, parts);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  close(): void {
    this.zip.close();
  }

  /** How large a part is when unpacked, null where there is no such part. */
  sizeOf(part: string): number | null {
    return this.parts.get(part.toLowerCase())?.uncompressedSize ?? null;
  }

  /** The bytes of a part as text; stops where they are more than an honest workbook would hold. */
  async *text(part: string, limit = Infinity): AsyncGenerator<string> {
    const entry = this.parts.get(part.toLowerCase());
    if (entry === undefined) throw new StopReading('broken-workbook');
    if (entry.isEncrypted()) throw new StopReading('old-spreadsheet');
    const most = Math.min(limit, Math.max(UNSUSPICIOUS_BYTES, entry.compressedSize * HIGHEST_RATIO));
    const decoder = new TextDecoder('utf-8');
    let bytes = 0;
    for await (const chunk of await openEntry(this.zip, entry)) {
      if (!Buffer.isBuffer(chunk)) continue;
      bytes += chunk.length;
      if (bytes > most) throw new StopReading('workbook-too-large');
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  }

  /** Calls `onTag` for each opening tag of a small part, without namespace prefix; a part that is not there has none. */
  async tags(part: string, onTag: (name: string, attributes: Readonly<Record<string, string>>) => void): Promise<void> {
    if (this.sizeOf(part) === null) return;
    const parser = new SaxesParser({});
    parser.on('opentag', ({ name, attributes }) => onTag(localName(name), attributes));
    for await (const text of this.text(part, LARGEST_LIST)) parser.write(text);
    parser.close();
  }
}

/** A tag's name without its namespace prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
