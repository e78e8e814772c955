/** The only file that knows the app-extensions SDK: a small host interface with a time limit on every command. */
import * as sdkModule from '@pipedrive/app-extensions-sdk';
import { Color, Command, Event, Modal } from '@pipedrive/app-extensions-sdk';
import type { Theme } from './theme.js';

type Sdk = sdkModule.default;
type SdkClass = typeof sdkModule.default;

/** The host did not answer in time: the page is outside Pipedrive, or Pipedrive is busy. Reloading is the way out. */
export class HostSilent extends Error {
  override readonly name = 'HostSilent';
}

/** What the person is asked before something that is hard to take back. */
export interface Confirmation {
  readonly title: string;
  readonly description: string;
  readonly ok: string;
}

/** A wish for the frame's size in pixels; the host clamps it to what it allows. */
export interface FrameSize {
  readonly width?: number;
  readonly height?: number;
}

/** What the surrounding Pipedrive page can do for us. Every promise settles: with an answer, or with `HostSilent`. */
export interface Host {
  /** A new signed token of the viewing person; lives five minutes. */
  token(): Promise<string>;
  /** Asks for a height of the frame, in pixels. A refusal is ignored: the content scrolls. */
  resize(height: number): void;
  snackbar(message: string): void;
  /** False where the person says no or never answers. */
  confirm(question: Confirmation): Promise<boolean>;
  /** Opens the review of a sample over the whole window; resolves when it is closed. */
  openReview(run: string): Promise<void>;
  closeModal(): void;
  onTheme(changed: (theme: Theme) => void): void;
  /** Calls back when a modal that this page opened was closed; the answer of `openReview` may come before, after or never. Returns how to stop. */
  onModalClosed(closed: () => void): () => void;
}

const SECOND = 1000;
/** The host drops a frame that is silent for ten seconds; after eight we know that nobody is there. */
const ANSWER_WITHIN = 8 * SECOND;
const PERSON_WITHIN = 5 * 60 * SECOND;
const MODAL_WITHIN = 60 * 60 * SECOND;
const REVIEW_ACTION: string = import.meta.env['VITE_REVIEW_ACTION'] ?? 'bridgework-review';

const within = <T>(work: Promise<T>, milliseconds: number): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HostSilent('The host did not answer.')), milliseconds);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
};

/** Bundlers disagree whether the default import of this CommonJS package is the class or a wrapper around it. */
const sdkClass = (): SdkClass => {
  const exported: { readonly default?: SdkClass } & SdkClass = sdkModule.default;
  return exported.default ?? exported;
};

const hostOver = (sdk: Sdk, ready: Promise<unknown>): Host => {
  const after = <T>(command: () => Promise<T>, milliseconds = ANSWER_WITHIN): Promise<T> =>
    ready.then(() => within(command(), milliseconds));
  // Nothing depends on the answer to these commands, and a host that refuses them has said so to the person itself.
  const send = (command: () => Promise<unknown>): void => void after(command).catch(() => undefined);
  return {
    token: () => after(() => sdk.execute(Command.GET_SIGNED_TOKEN)).then((answer) => answer.token),
    resize: (height) => send(() => sdk.execute(Command.RESIZE, { height })),
    snackbar: (message) => send(() => sdk.execute(Command.SHOW_SNACKBAR, { message })),
    confirm: ({ title, description, ok }) =>
      after(() => sdk.execute(Command.SHOW_CONFIRMATION, { title, description, okText: ok, okColor: Color.NEGATIVE }), PERSON_WITHIN)
        .then((answer) => answer.confirmed),
    openReview: (run) =>
      after(() => sdk.execute(Command.OPEN_MODAL, { type: Modal.CUSTOM_MODAL, action_id: REVIEW_ACTION, data: { run } }), MODAL_WITHIN)
        .then(() => undefined),
    closeModal: () => send(() => sdk.execute(Command.CLOSE_MODAL)),
    // The event's own data is read, because the SDK's `userSettings` is wrong after a change of theme.
    onTheme: (changed) => {
      sdk.listen(Event.USER_SETTINGS_CHANGE, ({ data }) => {
        if (data !== undefined) changed(data.theme === 'dark' ? 'dark' : 'light');
      });
    },
    onModalClosed: (closed) => sdk.listen(Event.CLOSE_CUSTOM_MODAL, () => closed()),
  };
};

/** Connects to the surrounding page and says hello at once; `null` when the page is not inside Pipedrive at all. */
export const connectHost = (search: string, size: FrameSize = {}): Host | null => {
  if (!new URLSearchParams(search).has('id')) return null;
  const sdk = new (sdkClass())();
  const ready = within(sdk.initialize({ size }), ANSWER_WITHIN);
  ready.catch(() => undefined); // reported by the first command that waits for it
  return hostOver(sdk, ready);
};
