import type { Destination, Image } from '../destinations/define.js';
import type { Journal } from '../ports.js';
import { schemaObjects } from '../run/bind.js';

interface CustomLink {
  readonly home: string;
  readonly name: string;
  readonly to: string;
}

/** What records that stay after a rollback still need: the records they point to, and the set-up of their kind. */
export class Needed {
  private readonly records = new Set<string>();
  private readonly kinds = new Set<string>();
  private readonly wholes = new Set<string>();

  private constructor(private readonly to: Destination, private readonly customLinks: readonly CustomLink[]) {}

  /** Knows the custom fields of ours that point to other records, by the links of the account's set-up. */
  static async of(to: Destination, journal: Journal, accountId: string): Promise<Needed> {
    const links: CustomLink[] = [];
    for await (const page of journal.linksOf(accountId, schemaObjects(to))) {
      for (const { object: home, base } of page) {
        const { name, type } = base.sent;
        if (typeof name === 'string' && typeof type === 'string' && type.startsWith('link:')) links.push({ home, name, to: type.slice('link:'.length) });
      }
    }
    return new Needed(to, links);
  }

  /** A record of this object stays; `image` is how it stands. */
  by(object: string, image: Image): void {
    this.kinds.add(object);
    const native = Object.entries(this.to.vocabulary.objects[object]?.fields ?? {})
      .flatMap(([name, spec]) => (spec.type === 'link' && spec.to !== undefined ? [{ name, to: spec.to }] : []));
    const own = this.customLinks.filter(({ home }) => home === this.to.identityFields[object]?.object);
    for (const { name, to } of [...native, ...own]) {
      const id = image?.[name];
      if (typeof id === 'string') this.records.add(`${to} ${id}`);
    }
  }

  /** A record whose parts (line items) stay with it. */
  whole(object: string, id: string): void {
    this.wholes.add(`${object} ${id}`);
  }

  /** Whether this record stays by itself, because a person edited it. */
  isWhole(object: string, id: string): boolean {
    return this.wholes.has(`${object} ${id}`);
  }

  /** Whether a part with this image belongs to a record that stays. */
  hasWholeOf(object: string, image: Image): boolean {
    const sharing = this.to.vocabulary.objects[object]?.batch?.sharing;
    const parent = sharing === undefined ? undefined : this.to.vocabulary.objects[object]?.fields[sharing]?.to;
    const id = sharing === undefined ? undefined : image?.[sharing];
    return parent !== undefined && typeof id === 'string' && this.wholes.has(`${parent} ${id}`);
  }

  has(object: string, id: string): boolean {
    if (this.records.has(`${object} ${id}`)) return true;
    const type = this.to.vocabulary.objects[object];
    if (type?.schema !== true) return false;
    const owners = Object.entries(this.to.identityFields).filter(([, home]) => home.object === object).map(([record]) => record);
    return [...owners, ...(type.serves ?? [])].some((owner) => this.kinds.has(owner));
  }
}
