import { z } from 'zod';
import { isDay, readTime, readTimeOfDay } from './clock.js';
import { invalid, plain, type Refusal } from './refusals.js';

/** A record's id. Numbers only: a numeric string is refused. */
export const id = z.int().positive();
/** A name: trimmed, not empty, at most 255 characters. */
export const shortName = z.string().trim().min(1).max(255);
/** A day `YYYY-MM-DD`. */
export const day = z.string().refine(isDay, 'Expected a date in the format YYYY-MM-DD');
/** A currency code. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'Expected a currency code');
/** RFC 3339 with whole seconds, or `YYYY-MM-DD HH:MM:SS` in UTC; read as RFC 3339 UTC. */
export const time = timeText((text) => readTime(text, 'space'), 'Expected a date and time');
/** A time of day, read as `HH:MM:SS`. */
export const timeOfDay = timeText(readTimeOfDay, 'Expected a time in the format HH:MM or HH:MM:SS');
/** A length of time, read as `HH:MM:SS`. */
export const duration = timeText((text) => readTimeOfDay(text, 99), 'Expected a duration in the format HH:MM or HH:MM:SS');
/** A postal address; parts that are not sent become null. */
export const address = z.strictObject({
  value: z.string().min(1), country: part(), admin_area_level_1: part(), admin_area_level_2: part(), locality: part(), sublocality: part(),
  route: part(), street_number: part(), subpremise: part(), postal_code: part(),
});

function part(): z.ZodDefault<z.ZodNullable<z.ZodString>> {
  return z.string().nullable().default(null);
}

function timeText(read: (text: string) => string | null, message: string): z.ZodPipe<z.ZodString, z.ZodTransform<string, string>> {
  return z.string().transform((text, context) => {
    const value = read(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** What is wrong with a value, each problem as `key: message`. A foreign key is named as Pipedrive names it. */
export function problemsOf(error: z.ZodError, prefix: readonly string[] = []): readonly string[] {
  return error.issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path.map(String)];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => `${[...path, key].join('.')}: Parameter '${key}' is not allowed for this request`);
    }
    return [`${path.join('.') || 'body'}: ${issue.message}`];
  });
}

/** Reads a body of API v2. Throws the refusal that lists every problem. */
export function readV2<T>(schema: z.ZodType<T>, body: unknown): T {
  return readWith(schema, body, invalid);
}

/** Reads a body of API v1, which words its refusals differently. */
export function readV1<T>(schema: z.ZodType<T>, body: unknown): T {
  return readWith(schema, body, (problems) => plain(400, problems.join('; ')));
}

function readWith<T>(schema: z.ZodType<T>, body: unknown, refuse: (problems: readonly string[]) => Refusal): T {
  const read = schema.safeParse(body);
  if (!read.success) throw refuse(problemsOf(read.error));
  return read.data;
}
