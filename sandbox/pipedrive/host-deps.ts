/** How the app under development is registered in the stand-in account: the part of Pipedrive's Developer Hub form that the stand-in needs. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The one address that answers GET (install) and DELETE (uninstall). */
  readonly callbackUrl: string;
  /** Where "Install" leads; without it the stand-in goes straight to its own consent page. */
  readonly installUrl?: string;
  readonly panelUrl?: string;
  readonly modalUrl?: string;
  readonly settingsUrl?: string;
  /** The identifier under which the SDK opens the modal. */
  readonly modalActionId?: string;
}

/** What the host page needs to know of the stand-in account and may change in it. */
export interface HostDeps {
  app(): AppRegistration;
  users(): readonly { readonly id: number; readonly name: string; readonly email: string }[];
  readonly companyId: number;
  readonly companyDomain: string;
  installed(userId: number): boolean;
  /** Ends the user's installation and tells the app by DELETE to its callback address. */
  uninstall(userId: number): Promise<void>;
  persons(): readonly { readonly id: number; readonly name: string }[];
  deals(): readonly { readonly id: number; readonly title: string }[];
  organizations(): readonly { readonly id: number; readonly name: string }[];
  /** One record as the API shows it, or null where there is none. */
  record(resource: 'person' | 'deal' | 'organization', id: number): Readonly<Record<string, unknown>> | null;
  /** The secret that signs the iframes' tokens. */
  clientSecret(): string;
}
