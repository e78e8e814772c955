import { describe, expect, it } from 'vitest';
import type { Issue, Severity } from '../../migrator/canonical/values.js';
import { issueQuestions, missingQuestions } from '../../migrator/plan/settings.js';

const issue = (code: string, severity: Severity): Issue => ({ code, severity, message: 'a.csv, line 3: something.', remedy: 'Look.', origin: { file: 'a.csv', line: 3 } });

describe('questions about what was read', () => {
  it('asks about two encodings in one file, and only accepting the proposals answers', () => {
    const asked = (accept: boolean) => issueQuestions([issue('mixed-encodings', 'warning')], {}, accept).map(({ id, blocking, answer }) => ({ id, blocking, answer }));
    expect(asked(false)).toEqual([{ id: 'issue:mixed-encodings:a.csv:3', blocking: true, answer: null }]);
    expect(asked(true)).toEqual([{ id: 'issue:mixed-encodings:a.csv:3', blocking: true, answer: 'go-on' }]);
  });

  it('has no proposal for a blocking issue: accepting proposals leaves it open', () => {
    expect(issueQuestions([issue('mixed-date-order', 'blocking')], {}, true).map(({ default: proposal, answer }) => [proposal, answer])).toEqual([[null, null]]);
  });

  it('does not ask about other warnings', () => {
    expect(issueQuestions([issue('stray-date-order', 'warning')], {}, false)).toEqual([]);
  });

  it('proposes to leave filled what a missing file had filled', () => {
    expect(missingQuestions([{ stream: 'alert', before: 9, now: 0 }], {}, true).map(({ default: proposal, answer }) => [proposal, answer])).toEqual([['leave', 'leave']]);
  });
});
