import type { Ref, StreamName } from '../../../canonical/streams.js';

/** A reference to a patient. */
export function patient(key: string): Ref<'patient'> {
  return { stream: 'patient', key };
}

/** A reference, null where there is no key. */
export function ref<S extends StreamName>(stream: S, key: string | null): Ref<S> | null {
  return key === null ? null : { stream, key };
}
