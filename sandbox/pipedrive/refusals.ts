/** An answer other than success. Thrown by handlers before anything is written; the body is what Pipedrive sends. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly body: Readonly<Record<string, unknown>>) {
    super(`refused with ${status}`);
  }
}

const HELP = 'Please check developers.pipedrive.com for more information about Pipedrive API.';

/** API v2: a body or query that does not fit. `problems` are written `key: what is wrong`. */
export function invalid(problems: readonly string[]): Refusal {
  return new Refusal(400, { success: false, error: `Validation failed: ${problems.join('; ')}`, code: 'ERR_SCHEMA_VALIDATION_FAILED' });
}

/** API v2: a well-formed request that the account's data does not allow. The code is our assumption. */
export function impossible(message: string): Refusal {
  return new Refusal(400, { success: false, error: message, code: 'ERR_BAD_REQUEST' });
}

/** The body that API v1 sends with most refusals; v2 uses it for a record that is not there. */
export function plain(status: number, message: string, code?: string): Refusal {
  return new Refusal(status, {
    success: false, error: message, error_info: HELP, data: null, additional_data: null, ...(code === undefined ? {} : { code }),
  });
}

/** 404 in the words of the API: `Deal not found`. */
export function notFound(noun: string): Refusal {
  return plain(404, `${noun} not found`);
}

/** 404 in the words of the leads API. */
export function leadNotFound(noun: 'lead' | 'label'): Refusal {
  return new Refusal(404, {
    success: false, error: `requested ${noun} not found`, error_info: 'Object was not found.', data: null, additional_data: null,
  });
}

/** 401: no token, an unknown one, or one whose time is over. */
export function unauthorized(): Refusal {
  return new Refusal(401, { success: false, error: 'unauthorized access', errorCode: 401, error_info: 'Please check developers.pipedrive.com' });
}

/** 403: outside the app's scopes, or not allowed to this user. The text is our assumption. */
export function forbidden(message: string): Refusal {
  return new Refusal(403, { success: false, error: message, errorCode: 403, error_info: 'Please check developers.pipedrive.com' });
}

/** 429: a window or the day budget is used up. The shape is our assumption. */
export function tooMany(message: string): Refusal {
  return new Refusal(429, { success: false, error: message, errorCode: 429, error_info: HELP });
}
