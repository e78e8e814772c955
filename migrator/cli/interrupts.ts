/**
 * What a person who presses Ctrl-C gets. A command that can stop in good order takes the first press; a second press, or one that nobody took,
 * ends the process at once, which is safe at any moment.
 */
export class Interrupts {
  private stop: (() => void) | null = null;

  /** Lets `stop` take the next press, once. The answer gives it back. */
  take(stop: () => void): () => void {
    this.stop = stop;
    return () => {
      if (this.stop === stop) this.stop = null;
    };
  }

  /** Somebody pressed. False when nobody took it, so that the process should end. */
  press(): boolean {
    const { stop } = this;
    this.stop = null;
    stop?.();
    return stop !== null;
  }
}
