import type { Request } from 'express';
import { z } from 'zod';
import type { AnswersBody, ApproveBody, PlanBody, SamplePracticeRequest } from '../contract.js';
import { Problem } from '../problems.js';

const name = z.string().min(1).max(200);
const answers = z.record(name, z.string().max(2000));

/** `POST /api/runs` */
export const planBody: z.ZodType<PlanBody> = z.strictObject({
  intake: name,
  kind: z.enum(['sample', 'full']),
  sampleSize: z.int().min(1).max(10_000).exactOptional(),
  settings: z.record(name, z.union([z.string().max(2000), z.number(), z.boolean()])).exactOptional(),
  answers: answers.exactOptional(),
});

/** `PUT /api/runs/:run/answers` */
export const answersBody: z.ZodType<AnswersBody> = z.strictObject({ answers });

/** `POST /api/runs/:run/approve` */
export const approveBody: z.ZodType<ApproveBody> = z.strictObject({ agreement: z.string().trim().min(1).max(2000) });

/** `POST /api/intakes/sample` */
export const samplePracticeBody: z.ZodType<SamplePracticeRequest> = z.strictObject({
  patients: z.int().min(1).max(20_000),
  changed: z.number().min(0).max(1),
});

/** `?source=` */
export const sourceQuery = z.object({ source: z.string().regex(/^[a-z0-9-]{1,60}$/) });

/** `?offset=&limit=&differences=` */
export const diffQuery = z.object({
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(25),
  differences: z.enum(['0', '1']).default('0'),
});

/** Reads foreign data; the refusal names the fields that are wrong and never their values. */
export function read<T>(shape: z.ZodType<T>, foreign: unknown): T {
  const parsed = shape.safeParse(foreign);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the request'))];
  throw new Problem(400, 'bad-request', `These parts of the request cannot be used: ${fields.join(', ')}.`, 'Correct them and send the request again.');
}

/** A part of the request's path. */
export function pathPart(request: Request, part: string): string {
  return read(name, request.params[part]);
}
