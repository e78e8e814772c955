import type { CrmUser } from '../destinations/define.js';
import type { Directory } from '../facts/index.js';
import type { SubjectRef } from '../facts/subjects.js';
import type { Question } from '../reports.js';

/** Who owns what a provider treats, and how many records asked. */
export interface Owners {
  /** The user for a provider, the fallback owner where there is none. Counts who asked. */
  of(provider: SubjectRef | undefined): string;
  /** One question per provider whose user is not certain and whose answer matters. */
  questions(): readonly Question[];
}

/** Matches providers to users by e-mail; by name it only proposes, because two people may share one. */
export function ownersOf(
  directory: Directory, users: readonly CrmUser[], fallback: CrmUser, answers: Readonly<Record<string, string>>, acceptDefaults: boolean,
): Owners {
  const active = users.filter((user) => user.active);
  const byEmail = new Map(active.map((user) => [user.email.toLowerCase(), user.id]));
  const asked = new Map<string, number>();
  const answerOf = (key: string): string | null => {
    const given = answers[`owner:${key}`];
    return given !== undefined && active.some((user) => user.id === given) ? given : null;
  };
  const proposalFor = (key: string): string => {
    const name = normal(directory.providers.get(key)?.fullName ?? '');
    return active.find((user) => name !== '' && normal(user.name) === name)?.id ?? fallback.id;
  };
  return {
    of(provider) {
      const known = provider === undefined ? undefined : directory.providers.get(provider.key);
      if (known === undefined || known.placeholder) return fallback.id;
      const certain = byEmail.get(known.email?.toLowerCase() ?? '');
      if (certain !== undefined) return certain;
      asked.set(known.ref.key, (asked.get(known.ref.key) ?? 0) + 1);
      return answerOf(known.ref.key) ?? proposalFor(known.ref.key);
    },
    questions: () => [...asked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => ({
      id: `owner:${key}`, blocking: true, count, default: proposalFor(key),
      asks: `Which user owns the records of ${directory.providers.get(key)?.fullName ?? key} (${key})?`,
      options: active.map((user) => ({ value: user.id, label: `${user.name} <${user.email}>` })),
      answer: answerOf(key) ?? (acceptDefaults ? proposalFor(key) : null),
    })),
  };
}

const TITLES = /^(dr|dr\.|dds|dmd|mr|mrs|ms)\s+/;

const normal = (name: string): string => name.toLowerCase().trim().replace(TITLES, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
