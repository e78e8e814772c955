import type { Progress } from '../index.js';

/** Where a status line can be drawn: a terminal and its width, null when nobody is looking. */
export interface Terminal {
  readonly columns: number;
  readonly write: (text: string) => void;
}

const CLEAR = '\r\u001b[2K';

/** One line at the bottom of a terminal that says what is going on and is drawn anew in place. Draws nothing where there is no terminal. */
export class StatusLine {
  private drawn = false;

  constructor(private readonly terminal: () => Terminal | null) {}

  /** Shows this text instead of the last one. */
  show(text: string): void {
    const terminal = this.terminal();
    if (terminal === null) return;
    // Some terminals do not know how wide they are and say 0.
    terminal.write(`${CLEAR}${text.slice(0, (terminal.columns || 80) - 1)}`);
    this.drawn = true;
  }

  /** Takes the line away, so that something else can be written. */
  clear(): void {
    if (this.drawn) this.terminal()?.write(CLEAR);
    this.drawn = false;
  }

  /** Whether anybody would see it. */
  get visible(): boolean {
    return this.terminal() !== null;
  }
}

const count = new Intl.NumberFormat('en-US');

/** Progress as one line: done, share, rate, tokens and the time that is left. */
export function progressLine({ done, total, rate, secondsLeft, tokens }: Progress): string {
  const share = total === 0 ? 100 : Math.floor((done / total) * 100);
  return [
    `${count.format(done)} of ${count.format(total)} (${share} %)`,
    ...(rate > 0 ? [`${rate >= 10 ? count.format(Math.round(rate)) : rate.toFixed(1)} a second`] : []),
    `${count.format(tokens.charged)} of ${count.format(tokens.predicted)} tokens`,
    ...(secondsLeft === null || done >= total ? [] : [`${duration(secondsLeft)} left`]),
  ].join(' · ');
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
