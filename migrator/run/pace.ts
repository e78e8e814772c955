const MINUTE_MS = 60_000;

/** How fast a run goes: operations per second over the last minute. */
export class Pace {
  private readonly marks: { readonly at: number; readonly done: number }[] = [];

  constructor(private readonly clock: () => Date) {}

  /** Notes how many operations have ended so far. */
  note(done: number): void {
    const at = this.clock().getTime();
    this.marks.push({ at, done });
    while (this.marks.length > 2 && at - (this.marks[0]?.at ?? at) > MINUTE_MS) this.marks.shift();
  }

  rate(): number {
    const first = this.marks[0];
    const last = this.marks.at(-1);
    if (first === undefined || last === undefined || last.at === first.at) return 0;
    return Math.max(0, (last.done - first.done) / ((last.at - first.at) / 1000));
  }
}
