import { open, type FileHandle } from 'node:fs/promises';
import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { StopReading } from './cells.js';

/** Opens the protected entries of a ZIP file (ZipCrypto and AES) with one password. The password is in no message and no error. */
export class ProtectedArchive {
  private constructor(
    readonly file: FileHandle, readonly zip: ZipReader<FileHandle>, readonly entries: ReadonlyMap<number, FileEntry>, readonly password: string,
  ) {}

  static async open(path: string, password: string): Promise<ProtectedArchive> {
    const file = await open(path, 'r');
    try {
      // Names are judged by the caller, entry by entry: one unsafe name must not refuse the archive.
      const zip = new ZipReader(new FileReader(file), { filenameValidation: 'tolerant' });
      const entries = new Map<number, FileEntry>();
      for await (const entry of zip.getEntriesGenerator()) if (!entry.directory) entries.set(entry.offset, entry);
      return new ProtectedArchive(file, zip, entries, password);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.zip.close();
    await this.file.close();
  }

  /** Writes the entry that begins at this offset, piece by piece. `StopReading` with `wrong-password` where the password does not open it. */
  async unpack(offset: number, write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    const entry = this.entries.get(offset);
    if (entry === undefined) throw new StopReading('broken-archive');
    const failed: unknown[] = [];
    const sink = new WritableStream<Uint8Array>({
      write: (bytes) => write(bytes).catch((error: unknown) => {
        failed.push(error);
        throw error;
      }),
    });
    try {
      await entry.getData(sink, { password: this.password, checkSignature: true, useWebWorkers: false });
    } catch {
      // What the library says may quote the archive; only our own reasons go on. One wrong password in 256 shows by its bytes alone.
      throw failed[0] ?? new StopReading('wrong-password');
    }
  }
}

/** Lets the library read at any place of a file without holding it in memory. */
class FileReader extends Reader<FileHandle> {
  constructor(readonly file: FileHandle) {
    super(file);
  }

  override async init(): Promise<void> {
    this.size = (await this.file.stat()).size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - index)));
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await this.file.read(bytes, read, bytes.length - read, index + read);
      if (bytesRead === 0) throw new StopReading('broken-archive');
      read += bytesRead;
    }
    return bytes;
  }
}
