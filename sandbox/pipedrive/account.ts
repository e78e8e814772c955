import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { millisecondsForm, secondsForm, type Clock } from './clock.js';
import { Collection } from './collection.js';
import { builtInFields, FieldRegistry, type Field, type FieldOwner } from './fields.js';
import { BASE_TOKENS_PER_SEAT, DEALS_AND_LEADS_CEILING, PLANS, type PlanLimits, type PlanName } from './plans.js';
import type {
  ActivityRow, ActivityTypeRow, CustomValue, DealProductRow, DealRow, FileRow, LeadLabelRow, LeadRow, NoteRow, OrganizationRow, PersonRow, PipelineRow,
  ProductRow, StageRow, User,
} from './rows.js';
import { SearchIndex, type SearchableRow } from './search-index.js';
import type { Switches } from './switches.js';

/** Where each kind of id starts: not at 1, so that an id of one kind taken for another shows. */
const FIRST_IDS = {
  user: 21_450_001, person: 10_401, organization: 3_201, deal: 7_001, dealProduct: 9_101, product: 301, activity: 52_001, note: 88_001,
  file: 41_001, pipeline: 11, stage: 61, activityType: 21, option: 501,
};

/** The kinds of record that are numbered. */
export type NumberedKind = keyof typeof FIRST_IDS;

/** What an account is made of besides its records. */
export interface AccountSettings {
  readonly plan: PlanName;
  readonly seats: number;
  readonly switches: Switches;
}

/** One company at the stand-in: its records, fields, users and settings. Kept in memory; times come from the clock. */
export class Account {
  readonly companyId = 4_205_117;
  readonly companyName = 'Bridgework Practice';
  readonly companyDomain = 'bridgework-sandbox';
  readonly timezone = 'America/New_York';
  readonly defaultCurrency = 'USD';

  readonly users = new Map<number, User>();
  readonly search: SearchIndex;
  readonly persons: Collection<PersonRow>;
  readonly organizations: Collection<OrganizationRow>;
  readonly deals: Collection<DealRow>;
  readonly products: Collection<ProductRow>;
  readonly leads: Collection<LeadRow>;
  readonly dealProducts = new Collection<DealProductRow>(['deal_id', 'product_id']);
  readonly activities = new Collection<ActivityRow>(['deal_id', 'lead_id', 'person_id', 'org_id']);
  readonly notes = new Collection<NoteRow>(['deal_id', 'lead_id', 'person_id', 'org_id']);
  readonly files = new Collection<FileRow>(['deal_id', 'lead_id', 'person_id', 'org_id', 'product_id', 'activity_id']);
  readonly leadLabels = new Collection<LeadLabelRow>();
  readonly pipelines = new Collection<PipelineRow>();
  readonly stages = new Collection<StageRow>(['pipeline_id']);
  readonly activityTypes = new Collection<ActivityTypeRow>();
  readonly fields: Readonly<Record<FieldOwner, FieldRegistry>>;
  /** What each custom field accepts. Making a schema costs more than using it, and a changed field is a new object. */
  readonly valueSchemas = new WeakMap<Field, z.ZodType<CustomValue>>();
  private archivedDeals = 0;
  private archivedLeads = 0;
  private readonly last = new Map<string, number>();
  private readonly chosenIds = new Map<NumberedKind, number>();
  private chosenUuid: string | null = null;

  constructor(readonly settings: AccountSettings, readonly clock: Clock) {
    this.search = new SearchIndex(() => clock.now(), settings.switches.searchLagSeconds * 1000);
    const searchable = <T extends SearchableRow>(kind: string, indexed: readonly (keyof T & string)[]): Collection<T> =>
      new Collection<T>(indexed, (row) => this.search.written(kind, row));
    this.persons = searchable('person', ['org_id']);
    this.organizations = searchable('organization', []);
    this.deals = searchable('deal', ['person_id', 'org_id', 'stage_id', 'pipeline_id']);
    this.products = searchable('product', []);
    this.leads = searchable('lead', ['person_id', 'organization_id']);
    const registry = (owner: FieldOwner): FieldRegistry => new FieldRegistry(owner, builtInFields(owner, () => this.nextId('option')));
    this.fields = { person: registry('person'), organization: registry('organization'), deal: registry('deal'), product: registry('product') };
  }

  get limits(): PlanLimits {
    return PLANS[this.settings.plan];
  }

  /** Tokens that the company may spend per day. */
  get dayBudget(): number {
    return BASE_TOKENS_PER_SEAT * this.limits.tokenMultiplier * this.settings.seats;
  }

  /** The next id of a kind: the one chosen for it, or one more than the highest so far. No id is given twice. */
  nextId(kind: NumberedKind): number {
    const highest = this.last.get(kind) ?? FIRST_IDS[kind] - 1;
    const next = this.chosenIds.get(kind) ?? highest + 1;
    this.chosenIds.delete(kind);
    this.last.set(kind, Math.max(next, highest));
    return next;
  }

  /** Chooses the id of the next record of a kind; for records that come in with a history. */
  chooseId(kind: NumberedKind, id: number): void {
    this.chosenIds.set(kind, id);
  }

  /** Chooses the next UUID; for records that come in with a history. */
  chooseUuid(id: string): void {
    this.chosenUuid = id;
  }

  private nextHash(kind: string): string {
    const next = (this.last.get(kind) ?? 0) + 1;
    this.last.set(kind, next);
    return createHash('sha1').update(`${kind}:${next}`).digest('hex');
  }

  /** The code of the next custom field: 40 hexadecimal digits, the same in every new account. */
  nextFieldCode(): string {
    return this.nextHash('field');
  }

  /** The next UUID, the same in every new account. */
  nextUuid(): string {
    const chosen = this.chosenUuid;
    this.chosenUuid = null;
    if (chosen !== null) return chosen;
    const hash = this.nextHash('uuid');
    return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  }

  /** Now, with whole seconds. */
  now(): string {
    return secondsForm(this.clock.now());
  }

  /** Now, with milliseconds, as leads have it. */
  preciseNow(): string {
    return millisecondsForm(this.clock.now());
  }

  /** Deals and leads that count against the plan: neither archived nor deleted, won and lost ones included. */
  countedDealsAndLeads(): number {
    return this.deals.size - this.archivedDeals + this.leads.size - this.archivedLeads;
  }

  /** How many deals and leads the plan allows with these seats. */
  dealsAndLeadsCap(): number {
    return Math.min(this.limits.dealsAndLeadsPerSeat * this.settings.seats, DEALS_AND_LEADS_CEILING);
  }

  /** Stores a deal and keeps the number of archived ones. */
  putDeal(row: DealRow): DealRow {
    this.archivedDeals += countArchived(row) - countArchived(this.deals.get(row.id));
    return this.deals.put(row);
  }

  /** Stores a lead and keeps the number of archived ones. */
  putLead(row: LeadRow): LeadRow {
    this.archivedLeads += countArchived(row) - countArchived(this.leads.get(row.id));
    return this.leads.put(row);
  }

  /** Custom fields of all kinds of record together, which is how plans count them. */
  customFieldCount(): number {
    return Object.values(this.fields).reduce((count, registry) => count + registry.codes().length, 0);
  }
}

function countArchived(row: DealRow | LeadRow | undefined): number {
  return row?.is_archived === true && !row.is_deleted ? 1 : 0;
}
