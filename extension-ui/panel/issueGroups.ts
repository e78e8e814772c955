import type { AuditReport } from '../../server/contract.js';

type Issue = AuditReport['issues'][number];

/** All issues of one code, with the severity and the remedy of the worst. */
export interface IssueGroup {
  readonly code: string;
  readonly severity: Issue['severity'];
  readonly issues: readonly Issue[];
  readonly remedy: string;
}

const RANK: Readonly<Record<Issue['severity'], number>> = { blocking: 0, warning: 1, info: 2 };

/** Groups issues by code: what blocks first, then the most frequent. */
export const issueGroups = (issues: readonly Issue[]): readonly IssueGroup[] => {
  const byCode = new Map<string, Issue[]>();
  for (const issue of issues) {
    const group = byCode.get(issue.code);
    if (group === undefined) byCode.set(issue.code, [issue]);
    else group.push(issue);
  }
  return [...byCode.entries()]
    .map(([code, group]) => {
      const worst = group.reduce((a, b) => (RANK[b.severity] < RANK[a.severity] ? b : a));
      return { code, severity: worst.severity, issues: group, remedy: worst.remedy };
    })
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.issues.length - a.issues.length || a.code.localeCompare(b.code));
};
