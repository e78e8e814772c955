import { StopReading } from '../cells.js';

const CHUNK = 1_048_576;

/**
 * The texts that a workbook's cells share, as UTF-8 bytes: a million of them take little more room than in the file,
 * where a million JavaScript strings would take five times that.
 */
export class SharedStrings {
  readonly #chunks: Buffer[] = [];
  readonly #places: number[] = [];
  readonly #lengths: number[] = [];
  #used = CHUNK;
  #bytes = 0;

  /** Stops at `limit` bytes. */
  constructor(readonly limit: number) {}

  add(text: string): void {
    const length = Buffer.byteLength(text);
    this.#bytes += length;
    if (this.#bytes > this.limit) throw new StopReading('workbook-too-large');
    if (this.#used + length > CHUNK) {
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, length)));
      this.#used = 0;
    }
    this.#chunks.at(-1)?.write(text, this.#used, 'utf8');
    this.#places.push((this.#chunks.length - 1) * CHUNK + this.#used);
    this.#lengths.push(length);
    this.#used += length;
  }

  /** The text of this number, null where the workbook has none. */
  at(index: number): string | null {
    const place = this.#places[index];
    const length = this.#lengths[index];
    if (place === undefined || length === undefined) return null;
    const start = place % CHUNK;
    return this.#chunks[Math.floor(place / CHUNK)]?.toString('utf8', start, start + length) ?? null;
  }
}
