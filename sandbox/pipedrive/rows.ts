import type { Row } from './collection.js';

/** A custom field's value as API v2 shows it. */
export type CustomValue = string | number | readonly number[] | Readonly<Record<string, string | number | null>>;

/** Whether a value is the chosen options of a `set` field. */
export function isOptionList(value: CustomValue): value is readonly number[] {
  return Array.isArray(value);
}

/** Only the keys that hold something; the view adds the others with null. */
export type CustomValues = Readonly<Record<string, CustomValue>>;

/** An e-mail address or telephone number of a person. */
export interface Contact {
  readonly value: string;
  readonly primary: boolean;
  readonly label: string;
}

/** A postal address: the whole text and its parts. */
export interface Address {
  readonly value: string;
  readonly country: string | null;
  readonly admin_area_level_1: string | null;
  readonly admin_area_level_2: string | null;
  readonly locality: string | null;
  readonly sublocality: string | null;
  readonly route: string | null;
  readonly street_number: string | null;
  readonly subpremise: string | null;
  readonly postal_code: string | null;
}

interface NumberedRow extends Row {
  readonly id: number;
}

interface OwnedRow extends NumberedRow {
  readonly owner_id: number;
  readonly visible_to: number;
  readonly custom_fields: CustomValues;
}

export interface PersonRow extends OwnedRow {
  readonly name: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly org_id: number | null;
  readonly emails: readonly Contact[];
  readonly phones: readonly Contact[];
  readonly label_ids: readonly number[];
  readonly marketing_status: string;
}

export interface OrganizationRow extends OwnedRow {
  readonly name: string;
  readonly label_ids: readonly number[];
  readonly address: Address | null;
  readonly website: string | null;
  readonly linkedin: string | null;
  readonly industry: number | null;
  readonly annual_revenue: number | null;
  readonly employee_count: number | null;
}

/** A deal's status; `deleted` is a filter, never a value. */
export type DealStatus = 'open' | 'won' | 'lost';

export interface DealRow extends OwnedRow {
  readonly title: string;
  readonly creator_user_id: number;
  readonly person_id: number | null;
  readonly org_id: number | null;
  readonly pipeline_id: number;
  readonly stage_id: number;
  readonly value: number;
  readonly currency: string;
  readonly stage_change_time: string | null;
  readonly is_archived: boolean;
  readonly archive_time: string | null;
  readonly status: DealStatus;
  readonly probability: number | null;
  readonly lost_reason: string | null;
  readonly close_time: string | null;
  readonly won_time: string | null;
  readonly lost_time: string | null;
  readonly expected_close_date: string | null;
  readonly label_ids: readonly number[];
}

export interface DealProductRow extends NumberedRow {
  readonly deal_id: number;
  readonly product_id: number;
  readonly name: string;
  readonly item_price: number;
  readonly quantity: number;
  readonly tax: number;
  readonly comments: string;
  readonly currency: string;
  readonly discount: number;
  readonly discount_type: 'percentage' | 'amount';
  readonly is_enabled: boolean;
  readonly tax_method: 'exclusive' | 'inclusive' | 'none';
  readonly order_nr: number;
  readonly product_variation_id: null;
  readonly billing_frequency: string;
  readonly billing_frequency_cycles: number | null;
  readonly billing_start_date: string | null;
}

export interface ProductPrice {
  readonly price: number;
  readonly currency: string;
  readonly cost: number;
  readonly direct_cost: number | null;
  readonly notes: string;
}

export interface ProductRow extends OwnedRow {
  readonly name: string;
  readonly code: string | null;
  readonly description: string | null;
  readonly unit: string | null;
  readonly tax: number;
  readonly category: number | null;
  readonly is_linkable: boolean;
  readonly prices: readonly ProductPrice[];
  readonly billing_frequency: string;
  readonly billing_frequency_cycles: number | null;
}

export interface Participant {
  readonly person_id: number;
  readonly primary: boolean;
}

export interface ActivityRow extends NumberedRow {
  readonly subject: string;
  readonly type: string;
  readonly owner_id: number;
  readonly creator_user_id: number;
  readonly deal_id: number | null;
  readonly lead_id: string | null;
  readonly person_id: number | null;
  readonly org_id: number | null;
  readonly due_date: string | null;
  readonly due_time: string | null;
  readonly duration: string | null;
  readonly busy: boolean;
  readonly done: boolean;
  readonly marked_as_done_time: string | null;
  readonly location: Address | null;
  readonly participants: readonly Participant[];
  readonly attendees: readonly Readonly<Record<string, unknown>>[];
  readonly public_description: string | null;
  readonly priority: number | null;
  readonly outcome: number | null;
  readonly note: string | null;
}

export interface NoteRow extends NumberedRow {
  readonly content: string;
  readonly user_id: number;
  readonly last_update_user_id: number;
  readonly person_id: number | null;
  readonly org_id: number | null;
  readonly deal_id: number | null;
  readonly lead_id: string | null;
  readonly pinned_to_person_flag: boolean;
  readonly pinned_to_organization_flag: boolean;
  readonly pinned_to_deal_flag: boolean;
  readonly pinned_to_lead_flag: boolean;
}

export interface FileRow extends NumberedRow {
  readonly user_id: number;
  readonly name: string;
  readonly description: string;
  readonly content: Uint8Array;
  readonly content_type: string;
  readonly person_id: number | null;
  readonly org_id: number | null;
  readonly deal_id: number | null;
  readonly product_id: number | null;
  readonly activity_id: number | null;
  readonly lead_id: string | null;
}

export interface LeadRow extends Row {
  readonly id: string;
  readonly title: string;
  readonly owner_id: number;
  readonly creator_id: number;
  readonly label_ids: readonly string[];
  readonly person_id: number | null;
  readonly organization_id: number | null;
  readonly origin_id: string | null;
  readonly channel: number | null;
  readonly channel_id: string | null;
  readonly is_archived: boolean;
  readonly was_seen: boolean;
  readonly value: { readonly amount: number; readonly currency: string } | null;
  readonly expected_close_date: string | null;
  readonly visible_to: number;
  readonly custom_fields: CustomValues;
}

export interface LeadLabelRow extends Row {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

export interface PipelineRow extends NumberedRow {
  readonly name: string;
  readonly order_nr: number;
  readonly is_deal_probability_enabled: boolean;
}

export interface StageRow extends NumberedRow {
  readonly name: string;
  readonly order_nr: number;
  readonly pipeline_id: number;
  readonly deal_probability: number;
  readonly is_deal_rot_enabled: boolean;
  readonly days_to_rotten: number | null;
}

export interface ActivityTypeRow extends NumberedRow {
  readonly name: string;
  readonly icon_key: string;
  readonly color: string;
  readonly order_nr: number;
  readonly key_string: string;
  readonly is_custom_flag: boolean;
}

export interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly admin: boolean;
  readonly active: boolean;
  readonly created: string;
}
