import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import iconv from 'iconv-lite';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le';

const ENOUGH = 262_144;

/** A text file under construction. Text gathers in memory until `drain` is called with enough of it; callers drain now and then. */
export class BufferedFile {
  private parts: string[] = [];
  private size = 0;

  private constructor(private readonly handle: FileHandle, private readonly encoding: Encoding) {}

  /** Creates the file, or empties it. */
  static async create(path: string, encoding: Encoding = 'utf-8'): Promise<BufferedFile> {
    return new BufferedFile(await open(path, 'w'), encoding);
  }

  write(text: string): void {
    this.parts.push(text);
    this.size += text.length;
  }

  /** True when there is enough to be worth a write. */
  get full(): boolean {
    return this.size >= ENOUGH;
  }

  async drain(): Promise<void> {
    if (this.size === 0) return;
    const text = this.parts.join('');
    this.parts = [];
    this.size = 0;
    await this.handle.appendFile(this.encoding === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, this.encoding));
  }

  async close(): Promise<void> {
    await this.drain();
    await this.handle.close();
  }
}
