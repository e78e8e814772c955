/** What an audit looks for beside errors of single cells, in the order in which people should read it. */
export const FINDING_KINDS = {
  'social-security-numbers': {
    title: 'Social security numbers',
    says: 'They were masked or left out wherever they stood; none is kept or moved.',
  },
  'providers-without-email': {
    title: 'Providers without an e-mail address',
    says: 'They cannot be matched with users by themselves; somebody says who is who.',
  },
  'student-charts': {
    title: 'Charts of students',
    says: 'These charts look like those of students, not of patients. Education records stay out of a CRM.',
  },
  'test-patients': {
    title: 'Test patients',
    says: 'They look like trial records. Leave them out of the final export if they are.',
  },
  'marked-unused': {
    title: 'Patients marked as not to be used',
    says: 'Somebody has renamed them instead of deleting them.',
  },
  companies: {
    title: 'Companies among the patients',
    says: 'They have the name of a company and no given name.',
  },
  'impossible-dates': {
    title: 'Impossible dates',
    says: 'These cells hold no day of the calendar, or a birth in the future; the values were left out.',
  },
  'contradicting-dates': {
    title: 'Dates that contradict each other',
    says: 'A first visit after the last, a recall that was due before the one before it. The values were kept.',
  },
  'visits-before-birth': {
    title: 'Visits before the patient was born',
    says: 'Often two records in one, or a chart that was given away again. The values were kept.',
  },
  'sentinel-dates': {
    title: 'Dates that only mean “not set”',
    says: 'They were read as empty.',
  },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly says: string }>>;

/** The short stable name of a kind of finding. */
export type FindingKind = keyof typeof FINDING_KINDS;

/** Which problems of single cells are findings of which kind. */
export const FINDING_OF_ISSUE: Readonly<Partial<Record<string, FindingKind>>> = {
  'ssn-found': 'social-security-numbers', 'ssn-as-key': 'social-security-numbers', 'ssn-column-dropped': 'social-security-numbers',
  'sentinel-date': 'sentinel-dates', 'unreadable-date': 'impossible-dates', 'future-birth-date': 'impossible-dates',
};
