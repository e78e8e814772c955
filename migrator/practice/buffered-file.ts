import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import iconv from 'iconv-lite';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le';

/** Small enough for waiting text to die young, which the garbage collector thanks; big enough for few writes. */
const ENOUGH = 65_536;

/** A text file under construction. Text gathers in memory until `drain` is called with enough of it; callers drain now and then. */
export class BufferedFile {
  private waiting = '';

  private constructor(private readonly handle: FileHandle, private readonly encoding: Encoding) {}

  /** Creates the file, or empties it. */
  static async create(path: string, encoding: Encoding = 'utf-8'): Promise<BufferedFile> {
    return new BufferedFile(await open(path, 'w'), encoding);
  }

  write(text: string): void {
    this.waiting += text;
  }

  /** True when there is enough to be worth a write. */
  get full(): boolean {
    return this.waiting.length >= ENOUGH;
  }

  async drain(): Promise<void> {
    if (this.waiting === '') return;
    const text = this.waiting;
    this.waiting = '';
    await this.handle.appendFile(this.encoding === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, this.encoding));
  }

  /** Adds bytes that are already encoded, after what was written before. */
  async append(bytes: Uint8Array): Promise<void> {
    await this.drain();
    await this.handle.appendFile(bytes);
  }

  async close(): Promise<void> {
    await this.drain();
    await this.handle.close();
  }
}
