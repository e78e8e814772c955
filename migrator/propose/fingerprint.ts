import { createHash } from 'node:crypto';
import { headerKeys } from '../read/headers.js';

/** Names a layout by what it looks like: the same headers in the same format, in any order, have the same fingerprint. It says nothing about data. */
export function layoutFingerprint({ format, headers }: { readonly format: string; readonly headers: readonly string[] }): string {
  return createHash('sha256').update(JSON.stringify([format, [...headerKeys(headers)].sort()])).digest('hex');
}
