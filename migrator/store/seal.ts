import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Length in bytes of the master key and of every data key. */
export const KEY_BYTES = 32;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** First byte of a sealed value: how its JSON is packed. A new format gets a new number. */
const PLAIN_JSON = 1;
const DEFLATED_JSON = 2;

/** Below this size packing costs more time than it saves room. */
const WORTH_PACKING_BYTES = 1024;

/** Says that a sealed value does not open here: another key, another place, or changed bytes. Carries the place, never content. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(place: string) {
    super(`A sealed value does not open at ${place}: it was sealed with another key, moved from another place, or changed.`);
  }
}

/**
 * Seals values of one account with AES-256-GCM and makes keyed hashes for look-ups. A sealed value opens only at the place
 * (table and row) that it was sealed for, so values cannot be swapped. Nonces are random and cannot be injected: a repeated
 * nonce would break the seal, and no test needs one.
 */
export class Sealer {
  readonly #sealKey: Buffer;
  readonly #lookupKey: Buffer;

  constructor(key: Buffer) {
    this.#sealKey = derive(key, 'seal');
    this.#lookupKey = derive(key, 'lookup');
  }

  /** Seals any JSON value for a place. */
  seal(place: string, value: unknown): Buffer {
    const json = Buffer.from(JSON.stringify(value) ?? 'null');
    const packed = json.length >= WORTH_PACKING_BYTES ? deflateRawSync(json, { level: 1 }) : null;
    return packed !== null && packed.length < json.length
      ? this.#encrypt(DEFLATED_JSON, place, packed)
      : this.#encrypt(PLAIN_JSON, place, json);
  }

  /** Opens what was sealed for this place; throws `SealBroken` otherwise. The type is the caller's word for what it sealed there. */
  open<T>(place: string, sealed: Uint8Array): T {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const body = this.#decrypt(place, bytes);
    const json = bytes[0] === DEFLATED_JSON ? inflateRawSync(body) : body;
    // Authenticated by our own key for this very place, so the shape is the one that was sealed.
    return JSON.parse(json.toString()) as T;
  }

  /** A keyed hash of these parts: equal for equal parts under one account's key, meaningless without it. */
  hash(...parts: readonly string[]): string {
    const hmac = createHmac('sha256', this.#lookupKey).update(JSON.stringify(parts)).digest();
    return hmac.subarray(0, 16).toString('base64url');
  }

  #encrypt(format: number, place: string, body: Buffer): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#sealKey, nonce);
    cipher.setAAD(boundTo(format, place));
    const text = cipher.update(body);
    cipher.final();
    return Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), text], HEADER_BYTES + text.length);
  }

  #decrypt(place: string, sealed: Buffer): Buffer {
    const format = sealed[0];
    if (sealed.length < HEADER_BYTES || (format !== PLAIN_JSON && format !== DEFLATED_JSON)) throw new SealBroken(place);
    const tagAt = 1 + NONCE_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', this.#sealKey, sealed.subarray(1, tagAt), { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(format, place));
    decipher.setAuthTag(sealed.subarray(tagAt, HEADER_BYTES));
    const body = decipher.update(sealed.subarray(HEADER_BYTES));
    try {
      decipher.final();
    } catch {
      throw new SealBroken(place);
    }
    return body;
  }
}

/** A fresh key from the machine's own randomness; keys, like nonces, must not be predictable, so they are never injected. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `bridgework ${purpose} v1`, KEY_BYTES));
}

function boundTo(format: number, place: string): Buffer {
  return Buffer.from(`${format}|${place}`);
}
