import type { ServerResponse } from 'node:http';
import type { FaultKind } from './faults.js';
import { tooMany } from './refusals.js';

/** An answer ready for the wire. A text is JSON; anything else comes as bytes. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | Uint8Array;
}

/** JSON for the wire. */
export function jsonWire(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Wire {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, payload: JSON.stringify(body) };
}

/** The HTML page that an abused API answers with instead of JSON. */
export const HTML_403: Wire = {
  status: 403, headers: { 'content-type': 'text/html; charset=UTF-8' },
  payload: Buffer.from('<!DOCTYPE html><html><head><title>Access denied</title></head><body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>'),
};

/** Sends the whole answer. */
export function writeWire(response: ServerResponse, wire: Wire): void {
  response.writeHead(wire.status, { ...wire.headers, 'content-length': Buffer.byteLength(wire.payload) });
  response.end(wire.payload);
}

/** Sends the head and half of the body, then breaks the connection. */
export function writeHalf(response: ServerResponse, wire: Wire): void {
  const bytes = Buffer.from(wire.payload);
  response.writeHead(wire.status, { ...wire.headers, 'content-length': bytes.byteLength });
  response.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)), () => response.socket?.destroy());
}

/** What a fault answers in place of the API, or null where the fault does not replace the answer. */
export function gatewayWire(fault: FaultKind): Wire | null {
  switch (fault) {
    case '429': return jsonWire(429, tooMany('Request over limit').body, { 'retry-after': '2', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2' });
    case '429-no-retry-after': return jsonWire(429, tooMany('Request over limit').body);
    case '500': return jsonWire(500, { success: false, error: 'Internal Server Error', code: 'ERR_UNKNOWN' });
    case '502': return {
      status: 502, headers: { 'content-type': 'text/html' }, payload: Buffer.from('<html><body><h1>502 Bad Gateway</h1></body></html>'),
    };
    case '503': return jsonWire(503, { success: false, error: 'Service Unavailable' });
    case 'html-403': return HTML_403;
    case 'budget-gone': case 'timeout-after-commit': case 'timeout-before-commit': case 'reset-mid-body': case 'token-expired': case 'uninstalled': return null;
  }
}

/** Answers a call outside the API in place of its handler; false where this fault has no meaning there. */
export function writeGatewayFault(response: ServerResponse, fault: FaultKind): boolean {
  const wire = gatewayWire(fault);
  if (wire !== null) writeWire(response, wire);
  // A call that times out is simply never answered.
  return wire !== null || fault === 'timeout-before-commit';
}
