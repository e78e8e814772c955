/** Texts by small numbers, so that a patient is a row of integers. 0 stands for "nothing". */
export class Words {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [''];
  readonly #counts: number[] = [0];

  /** The number of a text, 0 for an empty one; each call counts as one more occurrence. */
  count(text: string): number {
    const id = this.name(text);
    if (id > 0) this.#counts[id] = (this.#counts[id] ?? 0) + 1;
    return id;
  }

  /** The number of a text without counting it, for references. */
  name(text: string): number {
    if (text === '') return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#ids.set(text, id);
    this.#texts.push(text);
    this.#counts.push(0);
    return id;
  }

  /** The number of a text that was named before, 0 for any other. */
  find(text: string): number {
    return this.#ids.get(text) ?? 0;
  }

  text(id: number): string {
    return this.#texts[id] ?? '';
  }

  /** How often a text was counted. */
  times(id: number): number {
    return this.#counts[id] ?? 0;
  }
}
