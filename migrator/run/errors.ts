/**
 * Exceptions are named by how the engine recovers, never by where they came from. Their messages carry ids and field names, no values.
 */

/** The request was refused for now and did nothing: send it again after `seconds`. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  constructor(message: string, readonly seconds: number) {
    super(message);
  }
}

/** The CRM refused this record for good: it is journalled as failed, its dependants as blocked, and the run goes on. */
export class RecordRejected extends Error {
  override readonly name = 'RecordRejected';
  constructor(readonly reason: string, readonly remedy: string) {
    super(reason);
  }
}

/** The request may or may not have landed (timeout, reset, broken answer): the operation stays in doubt until reading settles it. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Nothing is wrong with the data, but the run cannot go on now: it pauses with cause and remedy, and can be resumed. */
export class PauseRun extends Error {
  override readonly name = 'PauseRun';
  constructor(override readonly cause: string, readonly remedy: string, readonly until: Date | null = null) {
    super(cause);
  }
}

/** The caller asked for something that cannot be done as asked; the message says why and what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(message: string, readonly code = 'refused') {
    super(message);
  }
}
