import { z } from 'zod';
import { OutcomeUnknown, PauseRun } from '../../run/errors.js';

/** A record as Pipedrive shows it. Columns read its other properties, each for itself. */
export const rowSchema = z.looseObject({ id: z.union([z.number(), z.string()]) });

/** A record as it came over the wire: everything but the id is unknown until a column reads it. */
export type Row = Readonly<Record<string, unknown>>;

/** `{data: {...}}` */
export const oneOf = <T extends z.ZodType>(row: T) => z.object({ data: row });

/** `{data: [...]}` with the cursor of v2 or the paging of v1. */
export const pageOf = <T extends z.ZodType>(row: T) => z.object({
  data: z.array(row).nullish().transform((rows) => rows ?? []),
  additional_data: z.looseObject({
    next_cursor: z.string().nullish(),
    pagination: z.looseObject({ more_items_in_collection: z.boolean().nullish() }).nullish(),
  }).nullish(),
});

export const oneRow = oneOf(rowSchema);
export const pageOfRows = pageOf(rowSchema);

/** Reads the answer to a write; one that makes no sense leaves the write in doubt. */
export async function written<T extends z.ZodType>(schema: T, answer: Promise<unknown>, what: string): Promise<z.output<T>> {
  const parsed = schema.safeParse(await answer);
  if (!parsed.success) throw new OutcomeUnknown(`${what}: Pipedrive's answer could not be understood (${pathsOf(parsed.error)})`);
  return parsed.data;
}

/** Reads the answer to a question; one that makes no sense pauses the run. */
export async function understood<T extends z.ZodType>(schema: T, answer: Promise<unknown>, what: string): Promise<z.output<T>> {
  const parsed = schema.safeParse(await answer);
  if (!parsed.success) {
    throw new PauseRun(`${what}: Pipedrive's answer could not be understood (${pathsOf(parsed.error)})`, 'Report this to the makers of the app; nothing is lost.');
  }
  return parsed.data;
}

/** Where the answer differs from what it should be: property names, no values. */
function pathsOf(error: z.ZodError): string {
  return error.issues.slice(0, 3).map((issue) => issue.path.join('.')).join(', ');
}
