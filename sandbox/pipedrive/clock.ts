/** Time as the stand-in sees it: the machine's clock plus whatever the control interface added. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(seconds: number): void;
}

/** A clock that runs with `source` and can be moved forward. */
export function movableClock(source: () => number): Clock {
  let ahead = 0;
  return {
    now: () => source() + ahead,
    advance: (seconds) => { ahead += seconds * 1000; },
  };
}

/** `2026-01-01T10:20:00Z`, the form of API v2. Sorts as text. */
export function secondsForm(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** `2026-01-01T10:20:00.000Z`, the form of leads. Sorts as text. */
export function millisecondsForm(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** `2026-01-01 10:20:00`, the form of API v1, from either other form. */
export function spaceForm(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)}`;
}

const RFC3339_SECONDS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;
const SPACE = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/** Reads RFC 3339 with whole seconds, or with `space` also `YYYY-MM-DD HH:MM:SS` in UTC; null when it is neither or no real time. */
export function readTime(text: string, space: 'space' | 'rfc3339-only'): string | null {
  const iso = RFC3339_SECONDS.test(text) ? text : space === 'space' && SPACE.test(text) ? `${text.replace(' ', 'T')}Z` : null;
  if (iso === null) return null;
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return null;
  const form = secondsForm(at);
  // Date.parse rolls 30 February over to March; a time in UTC must read back as it was written.
  return iso.endsWith('Z') && form !== iso ? null : form;
}

/** Whether `text` is a day of the calendar written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && readTime(`${text}T00:00:00Z`, 'rfc3339-only') !== null;
}

/** `HH:MM:SS` from `HH:MM` or `HH:MM:SS`; null when it is neither. `maxHours` is 23 for a time of day. */
export function readTimeOfDay(text: string, maxHours = 23): string | null {
  const parts = /^(\d{2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (parts === null || Number(parts[1]) > maxHours) return null;
  return `${parts[1]}:${parts[2]}:${parts[3] ?? '00'}`;
}
