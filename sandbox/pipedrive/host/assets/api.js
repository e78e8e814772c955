/**
 * @import { FrameGrant, FrameRequest, HostState, RecordList, Resource } from '../contract.js'
 */

/** The server's refusal; `message` is a sentence that may be shown. */
export class Refused extends Error {}

/** @returns {Promise<HostState>} */
export const readState = () => call('/host/api/state');

/**
 * @param {number} userId
 * @returns {Promise<HostState>}
 */
export const chooseUser = (userId) => call('/host/api/user', { userId });

/**
 * @param {number} userId
 * @returns {Promise<HostState>}
 */
export const uninstall = (userId) => call('/host/api/uninstall', { userId });

/**
 * @param {number} userId
 * @returns {Promise<{ token: string }>}
 */
export const signToken = (userId) => call('/host/api/token', { userId });

/**
 * @param {FrameRequest} request
 * @returns {Promise<FrameGrant>}
 */
export const requestFrame = (request) => call('/host/api/frames', request);

/**
 * @param {Resource} resource
 * @param {number} offset
 * @returns {Promise<RecordList>}
 */
export const listRecords = (resource, offset) => call(`/host/api/records/${resource}?offset=${offset}`);

/**
 * @param {Resource} resource
 * @param {number} id
 * @returns {Promise<Readonly<Record<string, unknown>>>}
 */
export const readRecord = (resource, id) => call(`/host/api/records/${resource}/${id}`);

/**
 * @param {string} path
 * @param {object} [body] sent as JSON; without it the call is a GET
 */
async function call(path, body) {
  const sent = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, sent);
  const answer = response.headers.get('content-type')?.includes('json') ? await response.json() : {};
  if (!response.ok) throw new Refused(typeof answer.error === 'string' ? answer.error : `The stand-in answered ${response.status}.`);
  return answer;
}
