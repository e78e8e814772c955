import { RecordRejected } from '../../../run/errors.js';
import type { FieldName, Fields, Value } from '../../define.js';
import type { Catalogue } from '../catalogue.js';
import { amount, type Body, column, type Column, owner, typed } from '../columns.js';
import type { RecordForm } from '../record-form.js';
import { oneRow, understood } from '../replies.js';
import * as form from '../wire-values.js';
import type { Handler, Workplace } from './handler.js';
import { v2Records } from './v2-records.js';

/** Facts of a closed deal, which Pipedrive takes and keeps only with the status they belong to. */
const CLOSING: Readonly<Record<string, string>> = { won_time: 'won', lost_time: 'lost', lost_reason: 'lost' };

/** A place in the sales process by name. Reading knows ids of this account only; writing happens in `placed`. */
const place = (key: string, nameOf: (id: string) => string | null): Column => ({
  write: () => ({}),
  read(row) {
    const id = form.id.read(row[key]);
    return typeof id === 'string' ? nameOf(id) : null;
  },
});

const dealForm = (catalogue: Catalogue): RecordForm => ({
  object: 'deal',
  identity: { in: 'custom-field', of: 'dealField', placed: 'nested' },
  columns: {
    title: column('title', form.text),
    value: amount('value', 'currency'),
    status: column('status', form.text),
    lostReason: column('lost_reason', form.text),
    pipeline: place('pipeline_id', (id) => catalogue.pipelineName(id)),
    stage: place('stage_id', (id) => catalogue.stageName(id)),
    person: column('person_id', form.id),
    organization: column('org_id', form.id),
    owner,
    expectedClose: column('expected_close_date', form.date),
    wonAt: column('won_time', form.instantV2),
    lostAt: column('lost_time', form.instantV2),
  },
});

/** Deals. Those a user has archived are left out of lists but found by id. */
export function deals({ clients, catalogue }: Workplace): Handler {
  const api = clients.deals;
  const pipelineOf = async (id: number): Promise<string | null> => {
    const { data } = await understood(oneRow, api.getDeal({ id }), 'a deal');
    const pipeline = form.id.read(data['pipeline_id']);
    return typeof pipeline === 'string' ? pipeline : null;
  };
  return v2Records(dealForm(catalogue), catalogue, {
    page: (query) => api.getDeals(query),
    add: (body) => api.addDeal({ AddDealRequest: typed(body) }),
    change: (id, body) => api.updateDeal({ id, UpdateDealRequest: typed(body) }),
    remove: (id) => api.deleteDeal({ id }),
    one: (id) => api.getDeal({ id }),
  }, {
    complete: async (body, fields, id) => ({ ...withoutForeignClosing(body), ...await placed(catalogue, fields, id === null ? null : () => pipelineOf(id)) }),
  });
}

/** Pipeline and stage as ids. A stage name that several pipelines share means the one of the deal's own pipeline. */
async function placed(catalogue: Catalogue, fields: Fields, ownPipeline: (() => Promise<string | null>) | null): Promise<Body> {
  const pipelineName = nameIn(fields, 'pipeline');
  const stageName = nameIn(fields, 'stage');
  const pipeline = pipelineName === null ? null : catalogue.pipelineId(pipelineName);
  const body = pipeline === null ? {} : { pipeline_id: Number(pipeline) };
  if (stageName === null) return body;
  const candidates = catalogue.stageIds(stageName, pipeline);
  const [stage] = candidates.length === 1 || ownPipeline === null ? candidates : catalogue.stageIds(stageName, await ownPipeline());
  return { ...body, stage_id: Number(stage) };
}

function nameIn(fields: Fields, field: FieldName): string | null {
  const value: Value | undefined = fields[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new RecordRejected(`Field "${field}" needs a name`, 'Change the mapping of this field.');
  return value;
}

/** Pipedrive clears the closing facts itself when the status changes, and refuses to be told so. */
function withoutForeignClosing(body: Body): Body {
  const { status } = body;
  if (status === undefined) return body;
  return Object.fromEntries(Object.entries(body).filter(([key, value]) => value !== null || CLOSING[key] === undefined || CLOSING[key] === status));
}
