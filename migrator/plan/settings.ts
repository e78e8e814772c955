import { IANAZone } from 'luxon';
import type { Question } from '../reports.js';

const COMMON_ZONES = [
  'America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu',
  'America/Toronto', 'America/Vancouver', 'Europe/London', 'Europe/Berlin', 'UTC',
];

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
