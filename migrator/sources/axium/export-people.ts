import { nextPhone, phoneCell, shortUsDate, usDate } from '../../practice/cells.js';
import { dateOf } from '../../practice/calendar.js';
import type { About, LinkTo } from '../../practice/export-run.js';
import { NOBODY } from '../../practice/households.js';
import type { Coverage, Household, Office, Person } from '../../practice/model.js';
import { listed, type ColumnOf, type Row } from './export-layout.js';

type PatientColumn = ColumnOf<'patients.csv'>;

/** Each clinic of a school writes statuses in its own way. */
const STATUSES = { active: ['A', 'AE', 'Active-Endo', 'A', 'R', 'Recall'], 'non-patient': ['A'], inactive: ['I', 'IN', 'Inactive - moved'], archived: ['I', 'IA'] } as const;
/** What databases and programs write when they have no date. */
const NO_DATES = ['1/1/1900', '1/1/0001', '1/1/1753', '12/30/1899', '12/31/9999'] as const;
/** Defects of people that show in these files; others spoil columns that axiUm's reports have not. */
const SHOWN: readonly string[] = [
  'birth-date-missing', 'birth-date-sentinel', 'birth-date-two-digit-year', 'email-missing', 'email-junk', 'phone-junk', 'phone-seven-digits', 'phone-with-text',
  'address-placeholder', 'zip-stripped', 'ssn-in-column', 'ssn-in-note', 'name-in-capitals', 'name-truncated', 'name-accented', 'null-words', 'nul-bytes',
  'formula-cell', 'chart-missing', 'chart-reused', 'chart-prefixed', 'provider-placeholder', 'provider-zero', 'referral-missing', 'language-in-note', 'gender-unknown',
];

/** Whether somebody's chart is that of a student: the row is refused, and what points to it points to nothing. */
export const isStudent = (household: Household): boolean => household.defect === 'student-as-patient';

/** Whether nothing at all is wrong with somebody, so that a change of theirs reaches the CRM untouched by rules about bad data. */
export function isSound(person: Person, household: Household): boolean {
  return household.defect === null && person.defect === null && person.status === 'active';
}

/** The link to a patient; none where the patient's own row is refused. */
export function toPatient(person: Person, household: Household): readonly LinkTo[] {
  return isStudent(household) ? [] : [['patient', 'patient', String(person.id)]];
}

/** `Doe, Jane (F34)`, as lists print people. */
export function printedName({ last, first, sex, born }: Person, office: Office): string {
  const age = dateOf(office.asOf).year - dateOf(born).year;
  return `${last}${first === '' ? '' : `, ${first}`} (${sex === 'male' ? 'M' : 'F'}${String(age)})`;
}

/** A row of `patients.csv`. */
export function patientRow(person: Person, household: Household, office: Office): Row<'patients.csv'> {
  const cells = cleanPatient(person);
  spoil(cells, person, household);
  const defects = [
    ...(person.defect !== null && SHOWN.includes(person.defect) ? [person.defect] : []), ...householdDefect(person, household),
    ...(cells['E-mail'] === '' && person.defect !== 'email-missing' ? ['email-missing'] : []),
  ];
  const change = patientChange(person, household);
  const refused = isStudent(household) ? { records: [] } : {};
  return {
    cells,
    about: { key: cells['Patient ID'], defects, links: patientLinks(person, household, office), ...refused, ...(change === null ? {} : { change }) },
  };
}

function cleanPatient(person: Person): Record<PatientColumn, string> {
  const { address, phones } = person;
  const statuses = STATUSES[person.status];
  return {
    'Patient ID': String(person.id), 'Chart #': person.chart, 'Last Name': person.suffix === '' ? person.last : `${person.last} ${person.suffix}`,
    'First Name': person.first, 'Middle Initial': person.middle, 'Preferred Name': person.preferred, Sex: person.sex === 'male' ? 'M' : 'F',
    'Birth Date': usDate(person.born), 'Patient Status': statuses[person.id % statuses.length] ?? statuses[0], 'Non-Patient': person.status === 'non-patient' ? 'Y' : '',
    'E-mail': person.email, 'Home Phone': phoneCell(phones.home, person.id), 'Work Phone': phoneCell(phones.work, person.id + 4),
    'Cell Phone': phoneCell(phones.mobile, person.id + 9), 'Address 1': address.street, 'Address 2': address.street2, City: address.city, State: address.region,
    Zip: address.zip, 'Guarantor ID': String(person.guarantor), Provider: person.provider, 'Referral ID': String(person.referrer ?? 0), SSN: '',
    'Last Visit': usDate(person.lastVisit), 'Office Code 1': person.id % 6 === 0 ? 'VIP' : '', 'Patient Note': person.note,
  };
}

function spoil(row: Record<PatientColumn, string>, person: Person, household: Household): void {
  switch (person.defect) {
    case 'birth-date-missing': row['Birth Date'] = ''; break;
    case 'birth-date-sentinel': row['Birth Date'] = NO_DATES[person.id % NO_DATES.length] ?? NO_DATES[0]; break;
    case 'birth-date-two-digit-year': row['Birth Date'] = shortUsDate(person.born); break;
    case 'email-junk': row['E-mail'] = person.id % 2 === 0 ? 'none@example.com' : 'declined'; break;
    case 'phone-junk': row['Home Phone'] = '(000)000-0000'; break;
    case 'phone-seven-digits': row['Home Phone'] = row['Home Phone'].replace(/^.*555.?(01\d\d).*$/, '555-$1'); break;
    case 'phone-with-text': row['Home Phone'] = person.id % 2 === 0 ? `${row['Home Phone']} call mom` : 'call mom'; break;
    case 'address-placeholder': Object.assign(row, { 'Address 1': 'xxxxxx', 'Address 2': '', City: 'xxxxxx', State: 'VI', Zip: '00000' }); break;
    case 'zip-stripped': row.Zip = row.Zip.replace(/^0+/, ''); break;
    case 'ssn-in-column': row.SSN = `000-00-${1000 + (person.id % 9000)}`; break;
    case 'name-in-capitals': Object.assign(row, { 'Last Name': row['Last Name'].toUpperCase(), 'First Name': row['First Name'].toUpperCase() }); break;
    case 'name-truncated': row['Last Name'] = row['Last Name'].slice(0, 20); break;
    case 'null-words': Object.assign(row, { 'Preferred Name': 'NULL', 'Address 2': '.' }); break;
    case 'nul-bytes': row['First Name'] += '\0\0'; break;
    case 'formula-cell': row['Preferred Name'] = '=HYPERLINK("http://example.com","x")'; break;
    case 'chart-reused': row['Chart #'] = household.charts[0]?.person.chart ?? row['Chart #']; break;
    case 'referral-missing': row['Referral ID'] = String(NOBODY); break;
    case 'gender-unknown': row.Sex = 'U'; break;
    // The others are already in the person, or spoil what axiUm's report does not print.
    default: break;
  }
}

/** On which row of the household its defect stands. */
function householdDefect(person: Person, { defect }: Household): readonly string[] {
  switch (defect) {
    case null:
    case 'subscriber-not-a-patient':
      return [];
    case 'guarantor-inactive':
    case 'guarantor-not-a-patient':
      return person.guarantor === person.id ? [defect] : [];
    case 'twins':
      return person.position === 'child' ? [defect] : [];
    default:
      return [defect];
  }
}

function patientLinks(person: Person, household: Household, office: Office): LinkTo[] {
  const links: LinkTo[] = [];
  const isMember = household.charts.some(({ person: other }) => other.id === person.guarantor);
  if (isMember && person.guarantor !== person.id) links.push(['guarantor', 'patient', String(person.guarantor)]);
  if (office.providers.some(({ id }) => id === person.provider)) links.push(['provider', 'provider', person.provider]);
  if (person.referrer !== null && person.defect !== 'referral-missing') links.push(['referral', 'referralSource', String(person.referrer)]);
  return links;
}

/** One changed cell is one changed record: families have no organization here, so an address is nobody else's. */
function patientChange(person: Person, household: Household): NonNullable<About<PatientColumn>['change']> | null {
  if (!isSound(person, household) || person.phones.mobile === '' || person.email === '') return null;
  return (turn) => {
    if (turn % 3 === 0) return ['E-mail', `new.${person.email}`];
    if (turn % 3 === 1) return ['Address 1', `${10 + (person.id % 80)} Changed St`];
    return ['Cell Phone', phoneCell(nextPhone(person.phones.mobile), person.id + 9)];
  };
}

/** A row of `patient_insurance.csv`, one per policy. */
export function insuranceRow(person: Person, cover: Coverage, place: number, household: Household): Row<'patient_insurance.csv'> {
  const isStranger = household.defect === 'subscriber-not-a-patient';
  const carrier = String(cover.defect === 'carrier-missing' ? NOBODY : cover.carrier);
  const subscriber = String(isStranger ? NOBODY + person.id : cover.subscriber);
  const rank = place === 0 ? 'Primary' : 'Secondary';
  const cells = { 'Patient ID': String(person.id), Priority: rank, Carrier: carrier, 'Policy #': cover.subscriberId, Subscriber: subscriber, Relationship: cover.relationship };
  const links: LinkTo[] = [...toPatient(person, household)];
  if (cover.defect !== 'carrier-missing') links.push(['carrier', 'carrier', carrier]);
  if (!isStranger && !isStudent(household)) links.push(['subscriber', 'patient', subscriber]);
  const defects = [...listed(cover.defect), ...(isStranger ? ['subscriber-not-a-patient'] : [])];
  return { cells, about: { key: `${person.id}:${rank.toLowerCase()}`, links, defects } };
}
