import { z } from 'zod';
import type { Account } from './account.js';
import { ok, type Call, type Handler } from './call.js';
import { deletion, requireAlive, requireReadable } from './deletion.js';
import { readListQuery, readPage, type ListShape } from './lists.js';
import { impossible, invalid } from './refusals.js';
import type { PipelineRow, StageRow } from './rows.js';
import { id, readV2, shortName } from './schema.js';

const newPipeline = z.strictObject({ name: shortName, is_deal_probability_enabled: z.boolean().exactOptional() });
const changedPipeline = z.strictObject({ name: shortName.exactOptional(), is_deal_probability_enabled: z.boolean().exactOptional() });
const stageShape = {
  deal_probability: z.int().min(0).max(100).exactOptional(), is_deal_rot_enabled: z.boolean().exactOptional(),
  days_to_rotten: z.int().min(1).nullable().exactOptional(),
};
const newStage = z.strictObject({ ...stageShape, name: shortName, pipeline_id: id });
const changedStage = z.strictObject({ ...stageShape, name: shortName.exactOptional(), pipeline_id: id.exactOptional() });

/** Creates a pipeline. It has no stages yet: our reading, as the documents do not say. */
export function createPipeline(account: Account, given: unknown): PipelineRow {
  const body = readV2(newPipeline, given);
  const now = account.now();
  return account.pipelines.put({
    id: account.nextId('pipeline'), name: body.name, order_nr: account.pipelines.size + 1,
    is_deal_probability_enabled: body.is_deal_probability_enabled ?? true, add_time: now, update_time: now, is_deleted: false,
  });
}

/** Creates a stage behind the last one of its pipeline. */
export function createStage(account: Account, given: unknown): StageRow {
  const body = readV2(newStage, given);
  requirePipeline(account, body.pipeline_id);
  const now = account.now();
  return account.stages.put({
    id: account.nextId('stage'), name: body.name, pipeline_id: body.pipeline_id, order_nr: account.stages.by('pipeline_id', body.pipeline_id).length + 1,
    deal_probability: body.deal_probability ?? 100, is_deal_rot_enabled: body.is_deal_rot_enabled ?? false, days_to_rotten: body.days_to_rotten ?? null,
    add_time: now, update_time: now, is_deleted: false,
  });
}

function requirePipeline(account: Account, pipeline: number): void {
  if (account.pipelines.alive(pipeline) === undefined) throw invalid([`pipeline_id: Pipeline ${pipeline} does not exist`]);
}

/** Changes what the body names of a pipeline. */
export function updatePipeline(account: Account, row: PipelineRow, given: unknown): PipelineRow {
  return account.pipelines.put({ ...row, ...readV2(changedPipeline, given), update_time: account.now() });
}

/** Changes what the body names of a stage. */
export function updateStage(account: Account, row: StageRow, given: unknown): StageRow {
  const body = readV2(changedStage, given);
  if (body.pipeline_id !== undefined) requirePipeline(account, body.pipeline_id);
  return account.stages.put({ ...row, ...body, update_time: account.now() });
}

/** Soft-deletes an empty stage. One that holds deals refuses: our reading, as the documents do not say. */
export function deleteStage(account: Account, row: StageRow): void {
  if (account.deals.by('stage_id', row.id).length > 0) throw impossible(`Stage ${row.id} still holds deals`);
  account.stages.put({ ...row, is_deleted: true, update_time: account.now() });
}

/** Soft-deletes a pipeline without deals, and its stages with it. */
export function deletePipeline(account: Account, row: PipelineRow): void {
  if (account.deals.by('pipeline_id', row.id).length > 0) throw impossible(`Pipeline ${row.id} still holds deals`);
  for (const stage of account.stages.by('pipeline_id', row.id)) deleteStage(account, stage);
  account.pipelines.put({ ...row, is_deleted: true, update_time: account.now() });
}

const pipelines: ListShape = { sorts: ['id', 'update_time', 'add_time'], until: false };
const stages: ListShape = { sorts: ['id', 'update_time', 'add_time', 'order_nr'], filters: ['pipeline_id'], until: false };
const onePipeline = (call: Call): PipelineRow => requireAlive(call.account.pipelines, call, 'Pipeline');
const oneStage = (call: Call): StageRow => requireAlive(call.account.stages, call, 'Stage');

/** The operations of API v2 on pipelines and stages. */
export const pipelineHandlers: Readonly<Record<string, Handler>> = {
  addPipeline: (call) => ok(createPipeline(call.account, call.body)),
  updatePipeline: (call) => ok(updatePipeline(call.account, onePipeline(call), call.body)),
  getPipeline: (call) => ok(requireReadable(call.account.pipelines, call, 'Pipeline')),
  deletePipeline: (call) => deletion(call.account.pipelines, call, 'Pipeline', (row) => deletePipeline(call.account, row)),
  getPipelines: (call) => {
    const page = readPage(call.account.pipelines, readListQuery(call.query, pipelines));
    return ok(page.rows, { additional_data: { next_cursor: page.next } });
  },
  addStage: (call) => ok(createStage(call.account, call.body)),
  updateStage: (call) => ok(updateStage(call.account, oneStage(call), call.body)),
  getStage: (call) => ok(requireReadable(call.account.stages, call, 'Stage')),
  deleteStage: (call) => deletion(call.account.stages, call, 'Stage', (row) => deleteStage(call.account, row)),
  getStages: (call) => {
    const page = readPage(call.account.stages, readListQuery(call.query, stages));
    return ok(page.rows, { additional_data: { next_cursor: page.next } });
  },
};
