import type { Destination, SchemaBinding } from '../destinations/define.js';
import type { Journal } from '../ports.js';

/** The objects that are the account's set-up: fields, pipelines, stages, types. */
export const schemaObjects = ({ vocabulary }: Destination): readonly string[] =>
  vocabulary.loadOrder.filter((object) => vocabulary.objects[object]?.schema === true);

/** Reads the account's set-up anew, because a person may have changed it; the adapter keeps what it reads. */
export async function listSchema(to: Destination): Promise<void> {
  for (const object of schemaObjects(to)) for await (const page of to.list(object)) void page;
}

/** Tells the adapter which fields, pipelines and types our names mean, by the links of earlier writes. */
export async function bindLinks(to: Destination, journal: Journal, accountId: string): Promise<void> {
  const bindings: SchemaBinding[] = [];
  for await (const page of journal.linksOf(accountId, schemaObjects(to))) {
    for (const { object, externalId, targetId, base } of page) bindings.push({ object, externalId, id: targetId, fields: base.sent });
  }
  await to.bind(bindings);
}
