import { z } from 'zod';
import { RecordRejected } from '../../../run/errors.js';
import type { Fields, Located } from '../../define.js';
import type { LivePipeline, LiveStage, LiveType } from '../catalogue.js';
import { oneOf, pageOf, understood, written } from '../replies.js';
import * as form from '../wire-values.js';
import { type Handler, only, PAGE, type Workplace } from './handler.js';
import { absentIsDone } from './v2-records.js';

const pipelineRow = z.looseObject({ id: z.number(), name: z.string(), is_deleted: z.boolean().nullish() });
const stageRow = z.looseObject({ id: z.number(), name: z.string(), pipeline_id: z.number(), is_deleted: z.boolean().nullish() });
const typeRow = z.looseObject({ id: z.number(), name: z.string(), key_string: z.string(), active_flag: z.boolean().nullish() });

/** Which icon our activity types get: Pipedrive wants one. */
const ICON = 'calendar';

/** One kind of thing known by its name: how it is listed, kept in the catalogue, shown, made and changed. Null stands for a deleted one. */
interface Named<T extends LivePipeline> {
  readonly what: string;
  page(cursor: string | null): Promise<{ readonly things: readonly (T | null)[]; readonly cursor: string | null }>;
  shown(thing: T): Fields;
  add(fields: Fields): Promise<T | null>;
  rename(id: number, name: string): Promise<T | null>;
  remove(id: number): Promise<unknown>;
  kept(): Map<string, T>;
  forget(): void;
}

function namedHandler<T extends LivePipeline>(kind: Named<T>): Handler {
  const remember = (thing: T | null): Located => {
    if (thing === null) throw new RecordRejected(`The ${kind.what} was removed in Pipedrive`, 'Plan the run again, so that it is created anew.');
    kind.kept().set(thing.id, thing);
    return { id: thing.id, externalId: null, fields: kind.shown(thing), changedAt: null };
  };
  return {
    async* list() {
      kind.forget();
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof kind.page>> = await kind.page(cursor);
        yield page.things.filter((thing) => thing !== null).map(remember);
        cursor = page.cursor;
      } while (cursor !== null);
    },
    async read(ids) {
      const found: Located[] = [];
      for await (const page of this.list(null)) found.push(...page.filter(({ id }) => ids.includes(id)));
      return found;
    },
    create: async (records) => [remember(await kind.add(only(records).fields))],
    update: async (id, _externalId, fields) => remember(await kind.rename(Number(id), nameIn(fields))),
    async remove(id) {
      await absentIsDone(kind.remove(Number(id)));
      kind.kept().delete(id);
    },
  };
}

const livePipeline = (row: z.output<typeof pipelineRow>): LivePipeline | null =>
  (row.is_deleted === true ? null : { id: String(row.id), name: row.name });

/** Pipelines, by name. */
export function pipelines({ clients: { pipelines: api }, catalogue: { lists } }: Workplace): Handler {
  const one = async (answer: Promise<unknown>) => livePipeline((await written(oneOf(pipelineRow), answer, 'pipeline')).data);
  return namedHandler<LivePipeline>({
    what: 'pipeline',
    async page(cursor) {
      const answer = await understood(pageOf(pipelineRow), api.getPipelines({ limit: PAGE, ...(cursor === null ? {} : { cursor }) }), 'pipelines');
      return { things: answer.data.map(livePipeline), cursor: answer.additional_data?.next_cursor ?? null };
    },
    shown: ({ name }) => ({ name }),
    add: (fields) => one(api.addPipeline({ AddPipelineRequest: { name: nameIn(fields) } })),
    rename: (id, name) => one(api.updatePipeline({ id, UpdatePipelineRequest: { name } })),
    remove: (id) => api.deletePipeline({ id }),
    kept: () => lists.pipelines ??= new Map(),
    forget: () => { lists.pipelines = null; },
  });
}

const liveStage = (row: z.output<typeof stageRow>): LiveStage | null =>
  (row.is_deleted === true ? null : { id: String(row.id), name: row.name, pipeline: String(row.pipeline_id) });

/** Stages, by name within their pipeline. Pipedrive orders them as they are created. */
export function stages({ clients: { stages: api }, catalogue: { lists } }: Workplace): Handler {
  const one = async (answer: Promise<unknown>) => liveStage((await written(oneOf(stageRow), answer, 'stage')).data);
  return namedHandler<LiveStage>({
    what: 'stage',
    async page(cursor) {
      const answer = await understood(pageOf(stageRow), api.getStages({ limit: PAGE, ...(cursor === null ? {} : { cursor }) }), 'stages');
      return { things: answer.data.map(liveStage), cursor: answer.additional_data?.next_cursor ?? null };
    },
    shown: ({ name, pipeline }) => ({ name, pipeline }),
    add: (fields) => one(api.addStage({ AddStageRequest: { name: nameIn(fields), pipeline_id: Number(form.id.write(fields['pipeline'] ?? null, 'pipeline')) } })),
    rename: (id, name) => one(api.updateStage({ id, UpdateStageRequest: { name } })),
    remove: (id) => api.deleteStage({ id }),
    kept: () => lists.stages ??= new Map(),
    forget: () => { lists.stages = null; },
  });
}

const liveType = (row: z.output<typeof typeRow>): LiveType | null =>
  (row.active_flag === false ? null : { id: String(row.id), name: row.name, key: row.key_string });

/** Activity types, by name. Activities refer to them by a key that Pipedrive makes. */
export function activityTypes({ clients: { activityTypes: api }, catalogue: { lists } }: Workplace): Handler {
  const one = async (answer: Promise<unknown>) => liveType((await written(oneOf(typeRow), answer, 'activity type')).data);
  return namedHandler<LiveType>({
    what: 'activity type',
    async page() {
      const answer = await understood(pageOf(typeRow), api.getActivityTypes(), 'activity types');
      return { things: answer.data.map(liveType), cursor: null };
    },
    shown: ({ name }) => ({ name }),
    add: (fields) => one(api.addActivityType({ AddActivityTypeRequest: { name: nameIn(fields), icon_key: ICON } })),
    rename: (id, name) => one(api.updateActivityType({ id, UpdateActivityTypeRequest: { name } })),
    remove: (id) => api.deleteActivityType({ id }),
    kept: () => lists.types ??= new Map(),
    forget: () => { lists.types = null; },
  });
}

function nameIn(fields: Fields): string {
  const { name } = fields;
  if (typeof name !== 'string') throw form.unfit('name', 'a text');
  return name;
}
