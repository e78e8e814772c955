/** An object of a JSON file: the name of the list it stands in (null where lists have no names) and its text, null where it is too long. */
export interface JsonObject {
  readonly list: string | null;
  readonly text: string | null;
}

/** `lines`: objects one after the other. `lists`: one list, or an object (an envelope) that holds lists. */
export type JsonForm = 'lines' | 'lists';

const LONGEST_OBJECT = 8_388_608;
const LONGEST_NAME = 200;
const MARKS = /["{}[\]]/g;
const STRING_MARKS = /["\\]/g;

/**
 * Cuts a JSON text, as it comes in, into the objects of its lists without building the whole. It knows brackets and strings only;
 * each object is then parsed by itself.
 */
export class JsonObjects {
  #depth = 0;
  /** The outermost two open brackets; how deep the others nest does not matter. */
  #outer = '';
  #isString = false;
  #isEscaped = false;
  /** The last string outside of the objects: before a bracket, it is the name of what follows. */
  #name = '';
  #object: string | null = null;
  #objectDepth = 0;
  #isTooLong = false;

  constructor(readonly form: JsonForm) {}

  /** True while something is open: a file that ends now was cut off. */
  get isOpen(): boolean {
    return this.#depth > 0 || this.#isString;
  }

  /** The objects that this piece completes. */
  push(piece: string): readonly JsonObject[] {
    const found: JsonObject[] = [];
    let from = 0;
    let at = 0;
    while (at < piece.length) {
      if (this.#isString) {
        at = this.#inString(piece, at);
        continue;
      }
      MARKS.lastIndex = at;
      const mark = MARKS.exec(piece);
      if (mark === null) break;
      at = mark.index + 1;
      const before = this.#object === null;
      const done = this.#mark(mark[0]);
      if (before && this.#object !== null) from = mark.index;
      if (done) {
        this.#keep(piece.slice(from, at));
        found.push({ list: this.#outer.startsWith('{') ? this.#name : null, text: this.#isTooLong ? null : this.#object });
        this.#object = null;
        this.#isTooLong = false;
      }
    }
    this.#keep(piece.slice(from));
    return found;
  }

  #keep(text: string): void {
    if (this.#object === null) return;
    if (this.#object.length + text.length > LONGEST_OBJECT) this.#isTooLong = true;
    else this.#object += text;
  }

  /** Takes a bracket or quote; true when it ends an object. */
  #mark(mark: string): boolean {
    if (mark === '"') {
      this.#isString = true;
      if (this.#depth <= 1) this.#name = '';
      return false;
    }
    if (mark === '{' || mark === '[') {
      if (mark === '{' && this.#object === null && this.#isPlaceOfObjects()) {
        this.#object = '';
        this.#objectDepth = this.#depth;
      }
      if (this.#depth < 2) this.#outer += mark;
      this.#depth += 1;
      return false;
    }
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth < 2) this.#outer = this.#outer.slice(0, this.#depth);
    return this.#object !== null && this.#depth === this.#objectDepth;
  }

  #isPlaceOfObjects(): boolean {
    if (this.form === 'lines') return this.#depth === 0;
    if (this.#depth !== this.#outer.length) return false;
    return this.#outer === '[' || this.#outer === '{[' || (this.#outer === '{' && this.#name === 'data');
  }

  #inString(piece: string, from: number): number {
    if (this.#isEscaped) {
      this.#isEscaped = false;
      return from + 1;
    }
    STRING_MARKS.lastIndex = from;
    const mark = STRING_MARKS.exec(piece);
    const end = mark?.index ?? piece.length;
    if (this.#depth <= 1 && this.#name.length < LONGEST_NAME) this.#name += piece.slice(from, end);
    if (mark === null) return piece.length;
    if (mark[0] === '\\') this.#isEscaped = true;
    else this.#isString = false;
    return end + 1;
  }
}
