import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { open, type Entry, type ZipFile } from 'yauzl';

/** Opens a ZIP file for reading its entries one by one; the caller closes it. */
export function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names are decoded here: the library would refuse a whole archive for one unsafe name.
    open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

/** The entries in the order of the archive's directory. */
export async function* entries(zip: ZipFile): AsyncGenerator<Entry> {
  let settle: { readonly resolve: (entry: Entry | null) => void; readonly reject: (error: Error) => void } | null = null;
  zip.on('entry', (entry: Entry) => settle?.resolve(entry));
  zip.on('end', () => settle?.resolve(null));
  zip.on('error', (error: Error) => settle?.reject(error));
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      settle = { resolve, reject };
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

/** Old archivers write names in the DOS code page; all others in UTF-8. Windows separators become `/`. */
export function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  return (isUtf8(raw) ? raw.toString('utf8') : iconv.decode(raw, 'cp437')).replaceAll('\\', '/');
}

/** The unpacked bytes of an entry; fails where they are more than the archive claims. */
export function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
  });
}
