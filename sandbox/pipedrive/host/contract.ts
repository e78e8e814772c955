/** What the host page's browser code and its server say to each other. Types only; the browser code reads them through JSDoc. */

/** The records whose detail view has a place for a panel. */
export type Resource = 'person' | 'deal' | 'organization';

/** The places where the app's iframes live. */
export type Surface = 'panel' | 'modal' | 'settings';

/** `GET /host/api/state`: the account as the chosen user sees it. */
export interface HostState {
  readonly app: {
    readonly name: string;
    readonly clientId: string;
    /** Where "Install" leads. */
    readonly installUrl: string;
    readonly surfaces: readonly Surface[];
    readonly modalActionId: string | null;
  };
  readonly companyDomain: string;
  readonly users: readonly { readonly id: number; readonly name: string; readonly email: string }[];
  /** Whose eyes the page looks through. */
  readonly userId: number;
  readonly installed: boolean;
  /** How long an iframe may take to initialize, in milliseconds. */
  readonly initializeWithinMs: number;
}

/** `POST /host/api/frames` → FrameGrant */
export interface FrameRequest {
  readonly surface: Surface;
  readonly userId: number;
  readonly theme: 'light' | 'dark';
  /** The record beside which the iframe is shown; id 0 is the empty person view. */
  readonly record?: { readonly resource: Resource; readonly id: number };
  /** What the opener passes to a modal. */
  readonly data?: Readonly<Record<string, string>>;
  /** What REDIRECT_TO passes to the settings page. */
  readonly context?: Readonly<Record<string, string>>;
}

/** One load of one iframe: its id, never used twice, and the address that carries id and token. */
export interface FrameGrant {
  readonly id: string;
  readonly src: string;
}

/** `GET /host/api/records/:resource?offset=0`: one page of a list view. */
export interface RecordList {
  readonly items: readonly { readonly id: number; readonly name: string }[];
  readonly total: number;
  readonly limit: number;
}
