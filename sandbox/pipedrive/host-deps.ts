import type { AppRegistration } from './options.js';

export type { AppRegistration };

/** What the host page may ask the account: enough to show a record's detail view and embed the app beside it, and nothing that writes. */
export interface HostDeps {
  app(): AppRegistration;
  users(): readonly { readonly id: number; readonly name: string; readonly email: string }[];
  readonly companyId: number;
  readonly companyDomain: string;
  /** Whether this user has the app installed; extensions show only for users who have. */
  installed(userId: number): boolean;
  /** Sends DELETE to the callback address as Pipedrive does, then lets the user's tokens die. */
  uninstall(userId: number): Promise<void>;
  persons(): readonly { readonly id: number; readonly name: string }[];
  deals(): readonly { readonly id: number; readonly title: string }[];
  organizations(): readonly { readonly id: number; readonly name: string }[];
  /** The record as the API shows it, or null where there is none. */
  record(resource: 'person' | 'deal' | 'organization', id: number): Readonly<Record<string, unknown>> | null;
  clientSecret(): string;
}
