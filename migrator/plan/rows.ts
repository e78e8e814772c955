/** Remembers for every staged row whether it is part of something, in one bit's worth of memory each. */
export class RowLedger {
  private seen = new Uint8Array(1024);

  /** Returns true the first time a row is marked. */
  mark(row: number): boolean {
    if (row >= this.seen.length) {
      const larger = new Uint8Array(Math.max(row + 1, this.seen.length * 2));
      larger.set(this.seen);
      this.seen = larger;
    }
    const first = this.seen[row] === 0;
    this.seen[row] = 1;
    return first;
  }

  has(row: number): boolean {
    return this.seen[row] === 1;
  }
}
