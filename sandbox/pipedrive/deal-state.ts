import type { Account } from './account.js';
import { impossible, invalid, plain } from './refusals.js';
import type { DealRow, DealStatus } from './rows.js';

/** What a request says about where a deal stands; undefined means that it was not sent. */
export interface StateRequest {
  readonly status?: DealStatus | undefined;
  readonly lost_reason?: string | null | undefined;
  readonly won_time?: string | null | undefined;
  readonly lost_time?: string | null | undefined;
  readonly close_time?: string | null | undefined;
}

type State = Pick<DealRow, 'status' | 'lost_reason' | 'won_time' | 'lost_time' | 'close_time'>;

/** Status, closing times and reason after a request. Times and reason that do not belong to the status are refused. */
export function dealState(request: StateRequest, before: State | undefined, now: string): State {
  const status = request.status ?? before?.status ?? 'open';
  const misplaced = [
    ...(status !== 'lost' && isGiven(request.lost_reason) ? ['lost_reason: can only be set for a lost deal'] : []),
    ...(status !== 'lost' && isGiven(request.lost_time) ? ['lost_time: can only be set for a lost deal'] : []),
    ...(status !== 'won' && isGiven(request.won_time) ? ['won_time: can only be set for a won deal'] : []),
    ...(status === 'open' && isGiven(request.close_time) ? ['close_time: can only be set for a won or lost deal'] : []),
  ];
  if (misplaced.length > 0) throw invalid(misplaced);
  if (status === 'open') return { status, lost_reason: null, won_time: null, lost_time: null, close_time: null };
  const kept = before?.status === status ? before : undefined;
  const keptClosing = status === 'won' ? kept?.won_time : kept?.lost_time;
  const closed = (status === 'won' ? request.won_time : request.lost_time) ?? request.close_time ?? keptClosing ?? now;
  return {
    status, close_time: request.close_time ?? closed, won_time: status === 'won' ? closed : null, lost_time: status === 'lost' ? closed : null,
    lost_reason: status === 'lost' ? (request.lost_reason === undefined ? (kept?.lost_reason ?? null) : request.lost_reason) : null,
  };
}

function isGiven(value: string | null | undefined): boolean {
  return value !== undefined && value !== null;
}

/** Pipeline and stage after a request: a stage brings its pipeline, a pipeline its first stage. */
export function dealPlace(account: Account, pipeline: number | undefined, stage: number | undefined): Pick<DealRow, 'pipeline_id' | 'stage_id'> {
  if (stage !== undefined) {
    const row = account.stages.alive(stage);
    if (row === undefined) throw invalid([`stage_id: Stage ${stage} does not exist`]);
    if (pipeline !== undefined && pipeline !== row.pipeline_id) throw invalid([`stage_id: Stage ${stage} does not belong to pipeline ${pipeline}`]);
    return { pipeline_id: row.pipeline_id, stage_id: stage };
  }
  const target = pipeline ?? account.pipelines.slice(0, 1)[0]?.id;
  if (target === undefined || account.pipelines.alive(target) === undefined) throw invalid([`pipeline_id: Pipeline ${target ?? ''} does not exist`]);
  const first = account.stages.by('pipeline_id', target)[0];
  if (first === undefined) throw impossible(`Pipeline ${target} has no stages`);
  return { pipeline_id: target, stage_id: first.id };
}

/** Refuses one more deal or lead than the plan holds. */
export function requireRoom(account: Account, noun: 'deal' | 'lead'): void {
  if (account.countedDealsAndLeads() < account.dealsAndLeadsCap()) return;
  throw plain(403, `Couldn't add the ${noun}. Open deals limit reached.`, 'feature_capping_deals_limit');
}
