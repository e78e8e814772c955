/** A calendar date without a zone, `YYYY-MM-DD`. */
export type IsoDate = string;

/** A wall-clock time, `HH:MM`, 24 hours. */
export type ClockTime = string;

/** An exact amount in integer cents; negative means a credit. `currency` is an ISO 4217 code. */
export interface Money {
  readonly cents: number;
  readonly currency: string;
}

/** A telephone number or e-mail address with the kind the source gave it (`home`, `work`, `mobile`, …). */
export interface Labelled {
  readonly label: string;
  readonly value: string;
}

/** A postal address; empty parts are absent. */
export interface Address {
  readonly street?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

/** Where in an export a record stands: file as the office named it, physical line (or sheet row), counted from 1. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** How much an issue matters: `blocking` must be answered before anything is written. */
export type Severity = 'info' | 'warning' | 'blocking';

/**
 * Something about the data a person should know. It is a value, never an exception, and never carries a cell's content:
 * `message` names file, row and column, `remedy` says what to do.
 */
export interface Issue {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly origin?: { readonly file: string; readonly line?: number; readonly column?: string };
}
