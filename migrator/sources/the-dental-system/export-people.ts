import { nextPhone, phoneCell, usDate } from '../../practice/cells.js';
import type { About, LinkTo } from '../../practice/export-run.js';
import { NOBODY } from '../../practice/households.js';
import type { Coverage, Household, Office, Person } from '../../practice/model.js';
import type { ColumnOf, Row } from './export-layout.js';
import { listed } from './export-layout.js';

type PatientColumn = ColumnOf<'patients.csv'>;
type PatientCells = Record<PatientColumn, string>;

const STATUSES = { active: 'Active', 'non-patient': 'Account Holder', inactive: 'Inactive', archived: 'Archived' } as const;
/** Defects of people that show in this system's files; others spoil columns that it has not. */
const SHOWN: readonly string[] = [
  'birth-date-missing', 'birth-date-sentinel', 'email-missing', 'email-junk', 'phone-junk', 'phone-seven-digits', 'address-placeholder', 'zip-stripped', 'ssn-in-column',
  'ssn-in-note', 'null-words', 'formula-cell', 'name-in-capitals', 'chart-missing', 'chart-prefixed', 'referral-missing', 'last-visit-sentinel',
  'visits-out-of-order', 'gender-unknown', 'provider-placeholder', 'provider-zero',
];

/** Whether nothing at all is wrong with somebody, so that a change of theirs reaches the CRM untouched by rules about bad data. */
export function isSound(person: Person, household: Household): boolean {
  return household.defect === null && person.defect === null && person.status === 'active';
}

/** The hygienist looks after some patients; the others have nobody but their dentist. */
const responsibleOf = ({ id }: Person): string => (id % 3 === 0 ? 'HYG1' : '');

/** A row of `patients.csv`. */
export function patientRow(person: Person, household: Household, office: Office): Row<'patients.csv'> {
  const cells = cleanPatient(person);
  spoil(cells, person);
  const isShown = person.defect !== null && SHOWN.includes(person.defect);
  const defects = [...(isShown ? listed(person.defect) : []), ...listed(household.defect),
    ...(person.email === '' && person.defect !== 'email-missing' ? ['email-missing'] : [])];
  const change = patientChange(person, household);
  return { cells, about: { key: String(person.id), defects, links: patientLinks(person, household, office), ...(change === null ? {} : { change }) } };
}

function cleanPatient(person: Person): PatientCells {
  const { address, phones, id } = person;
  const isBilledElsewhere = id % 5 === 0;
  return {
    'Patient Number': String(id), 'Chart Number': person.chart, 'Last Name': person.last, 'First Name': person.first, 'Middle Name': person.middle,
    'Known As': person.preferred, Suffix: person.suffix, 'Birth Date': usDate(person.born), Gender: person.sex === 'male' ? 'Male' : 'Female',
    'Patient Status': STATUSES[person.status], 'Email Address': person.email, 'Mobile Phone': phoneCell(phones.mobile, id + 9), 'Home Phone': phoneCell(phones.home, id),
    'Work Phone': phoneCell(phones.work, id + 4), 'Other Phone': id % 7 === 0 && phones.mobile !== '' ? phoneCell(nextPhone(nextPhone(phones.mobile)), id) : '',
    'Street Address': address.street, 'Address 2': address.street2, City: address.city, State: address.region, 'Postal Code': address.zip,
    'Billing Address': isBilledElsewhere ? `PO Box ${id}` : address.street, 'Billing City': address.city, 'Billing State': address.region,
    'Billing Postal Code': address.zip, 'Account Holder Number': String(person.guarantor), 'Primary Provider': person.provider,
    'Responsible Staff': responsibleOf(person), 'Referral Number': String(person.referrer ?? ''), 'First Visit': usDate(person.firstVisit),
    'Last Visit': usDate(person.lastVisit), 'No Calls': person.noCalls ? 'Y' : 'N', 'No Letters': person.noMail ? 'Y' : 'N', SSN: '', Remarks: person.note,
  };
}

function spoil(row: PatientCells, person: Person): void {
  switch (person.defect) {
    case 'birth-date-missing': row['Birth Date'] = ''; break;
    case 'birth-date-sentinel': row['Birth Date'] = '1/1/1900'; break;
    case 'last-visit-sentinel': row['Last Visit'] = '1/1/1900'; break;
    case 'email-junk': row['Email Address'] = person.id % 2 === 0 ? 'none@example.com' : 'declined'; break;
    case 'phone-junk': row['Home Phone'] = '(000)000-0000'; break;
    case 'phone-seven-digits': row['Home Phone'] = row['Home Phone'].replace(/^.*555.?(01\d\d).*$/, '555-$1'); break;
    case 'address-placeholder': Object.assign(row, {
      'Street Address': 'xxxxxx', 'Address 2': '', City: 'xxxxxx', State: 'VI', 'Postal Code': '00000', 'Billing Address': '', 'Billing City': '', 'Billing State': '',
      'Billing Postal Code': '',
    }); break;
    case 'zip-stripped': row['Postal Code'] = row['Postal Code'].replace(/^0+/, ''); break;
    case 'ssn-in-column': row.SSN = `000-00-${1000 + (person.id % 9000)}`; break;
    case 'name-in-capitals': Object.assign(row, { 'Last Name': row['Last Name'].toUpperCase(), 'First Name': row['First Name'].toUpperCase() }); break;
    case 'null-words': Object.assign(row, { 'Known As': 'N/A', 'Address 2': '.' }); break;
    case 'formula-cell': row['Known As'] = '=HYPERLINK("http://example.com","x")'; break;
    case 'referral-missing': row['Referral Number'] = String(NOBODY); break;
    case 'visits-out-of-order': [row['First Visit'], row['Last Visit']] = [row['Last Visit'], row['First Visit']]; break;
    case 'gender-unknown': row.Gender = 'U'; break;
    // The others are already in the person, or spoil what this system does not export.
    default: break;
  }
}

function patientLinks(person: Person, household: Household, office: Office): readonly LinkTo[] {
  const links: LinkTo[] = [];
  const isMember = household.charts.some(({ person: other }) => other.id === person.guarantor);
  if (isMember) links.push(['guarantor', 'patient', String(person.guarantor)]);
  const isStaff = (wanted: string): boolean => office.providers.some(({ id }) => id === wanted);
  if (isStaff(person.provider)) links.push(['provider', 'provider', person.provider]);
  if (responsibleOf(person) !== '') links.push(['responsible', 'provider', responsibleOf(person)]);
  if (person.referrer !== null && person.defect !== 'referral-missing') links.push(['referral', 'referralSource', String(person.referrer)]);
  return links;
}

/** An address changes only where it is nobody else's, so that one changed row is one changed record. */
function patientChange(person: Person, household: Household): NonNullable<About<PatientColumn>['change']> | null {
  if (!isSound(person, household) || person.phones.mobile === '' || person.email === '') return null;
  const isAlone = household.charts.length === 1;
  return (turn) => {
    if (turn % 3 === 0) return ['Email Address', `new.${person.email}`];
    if (turn % 3 === 1 && isAlone) return ['Street Address', `${10 + (person.id % 80)} Changed St`];
    return ['Mobile Phone', phoneCell(nextPhone(person.phones.mobile), person.id + 9)];
  };
}

const COVERAGE_TYPES = ['PPO', 'HMO', 'Indemnity'] as const;

/** A row of `insurance.csv`: one per policy, the carrier's name beside it. */
export function insuranceRow(person: Person, cover: Coverage, order: 'Primary' | 'Secondary', office: Office): Row<'insurance.csv'> {
  const carrier = office.carriers.find(({ id }) => id === cover.carrier);
  const shown = cover.defect === 'carrier-missing' ? null : cover.defect;
  return {
    cells: {
      'Patient Number': String(person.id), 'Coverage Order': order, 'Insurance Carrier': carrier?.company ?? '', 'Policy Number': cover.subscriberId,
      'Group Number': carrier?.groupNumber ?? '', 'Coverage Type': COVERAGE_TYPES[cover.carrier % COVERAGE_TYPES.length] ?? 'PPO',
    },
    about: { key: `${person.id}:${order.toLowerCase()}:${carrier?.company ?? ''}`, defects: listed(shown), links: [['patient', 'patient', String(person.id)]] },
  };
}
