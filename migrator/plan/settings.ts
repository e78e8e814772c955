import { IANAZone } from 'luxon';
import type { StreamName } from '../canonical/streams.js';
import type { Issue } from '../canonical/values.js';
import type { Mapping } from '../map/define.js';
import { Refused } from '../run/errors.js';
import type { Question } from '../reports.js';

const COMMON_ZONES = [
  'America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu',
  'America/Toronto', 'America/Vancouver', 'Europe/London', 'Europe/Berlin', 'UTC',
];

/** A kind of record that an earlier export had many of and this one has few or none. */
export interface MissingStream {
  readonly stream: StreamName;
  readonly before: number;
  readonly now: number;
}

/**
 * An export with a file less must not empty what the file had filled: one question per kind of record that has (nearly) gone. Leaving things as
 * they are is the safe default.
 */
export function missingQuestions(
  missing: readonly MissingStream[], answers: Readonly<Record<string, string>>, acceptDefaults: boolean,
): readonly Question[] {
  return missing.map(({ stream, before, now }) => {
    const id = `missing:${stream}`;
    const given = answers[id];
    return {
      id, blocking: true, count: before - now, default: 'leave',
      asks: `An earlier export had ${before} rows of the kind “${stream}”, this one has ${now}. What should happen to fields that were filled from them?`,
      options: [{ value: 'leave', label: 'Leave everything as it is' }, { value: 'clear', label: 'Empty what the export no longer says' }],
      answer: given === 'leave' || given === 'clear' ? given : acceptDefaults ? 'leave' : null,
    };
  });
}

/** A number the office may set, else the mapping's own; 0 where the mapping knows no such setting. Anything but a sensible number is refused. */
export function numberSetting(settings: Readonly<Record<string, string | number | boolean>>, mapping: Mapping, name: string): number {
  const declared = mapping.settings.find((setting) => setting.name === name);
  const given = settings[name];
  if (declared === undefined || given === undefined) return declared?.value ?? 0;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 0 || value > 1200) throw new Refused(`The setting “${declared.asks}” takes a whole number from 0 to 1200.`, 'bad-setting');
  return value;
}

/** The question on whose wall clock the appointments stand. The connected user's zone is the proposal. */
export function zoneQuestion(accountZone: string | null, answers: Readonly<Record<string, string>>, acceptDefaults: boolean): Question & { readonly zone: string } {
  const proposal = accountZone !== null && IANAZone.isValidZone(accountZone) ? accountZone : 'America/New_York';
  const given = answers['zone'];
  const answer = given !== undefined && IANAZone.isValidZone(given) ? given : acceptDefaults ? proposal : null;
  return {
    id: 'zone', asks: 'In which time zone is the practice? Appointment times in the export stand on its wall clock.', blocking: true, count: 1,
    options: [...new Set([proposal, ...COMMON_ZONES])].map((zone) => ({ value: zone, label: zone })), default: proposal, answer, zone: answer ?? proposal,
  };
}

/** Warnings that somebody should have seen before anything is written. */
const ASKED: readonly string[] = ['mixed-encodings'];

/**
 * One question per issue of the export that must not be passed over in silence (an undecidable date order, a file that could not be opened).
 * There is no proposal: going on is a person's decision, and no default makes it. Warnings that may spoil names are asked about too, with going on
 * as the proposal.
 */
export function issueQuestions(issues: readonly Issue[], answers: Readonly<Record<string, string>>, acceptDefaults: boolean): readonly Question[] {
  return issues.filter(({ severity, code }) => severity === 'blocking' || ASKED.includes(code)).map(({ severity, code, message, remedy, origin }) => {
    const id = ['issue', code, origin?.file, origin?.line, origin?.column].filter((part) => part !== undefined).join(':');
    const proposal = severity === 'blocking' ? null : 'go-on';
    return {
      id, asks: `${message} ${remedy} Go on all the same?`, blocking: true, count: 1, default: proposal,
      options: [{ value: 'go-on', label: 'Go on with what was read' }],
      answer: answers[id] === 'go-on' ? 'go-on' : acceptDefaults ? proposal : null,
    };
  });
}
