import { databaseDate, nextPhone, phoneCell, plainMoney } from '../../practice/cells.js';
import type { Claim } from '../../practice/claims.js';
import type { About, LinkTo } from '../../practice/export-run.js';
import { NOBODY } from '../../practice/households.js';
import type { Chart, Coverage, Household, Office, Person } from '../../practice/model.js';
import type { ColumnOf, Row } from './export-layout.js';
import { listed, orNull } from './export-layout.js';

type PatientColumn = ColumnOf<'patients.csv'>;
type PatientCells = Record<PatientColumn, string>;

const STATUSES = { active: 'Active', 'non-patient': 'Responsible Party', inactive: 'Inactive', archived: 'Archived' } as const;
/** What a pick-list of an office offers; `Moon phase` is a value that no list of ours knows. */
const ORIGINS = ['Google', 'Facebook', 'Friend', 'Walk-in', 'Yellow Pages', 'Moon phase'] as const;
/** Defects of people that show in this system's files; others spoil columns that it has not. */
const SHOWN: readonly string[] = [
  'birth-date-missing', 'birth-date-sentinel', 'email-missing', 'email-junk', 'phone-junk', 'phone-seven-digits', 'address-placeholder', 'zip-stripped', 'ssn-in-column',
  'ssn-in-note', 'null-words', 'formula-cell', 'name-in-capitals', 'chart-missing', 'chart-prefixed', 'employer-missing', 'referral-missing',
  'last-visit-sentinel', 'visits-out-of-order', 'gender-unknown', 'provider-placeholder', 'provider-zero',
];

/** Whether nothing at all is wrong with somebody, so that a change of theirs reaches the CRM untouched by rules about bad data. */
export function isSound(person: Person, household: Household): boolean {
  return household.defect === null && person.defect === null && person.status === 'active';
}

/** The location somebody goes to; a few never got one. */
const locationOf = ({ id }: Person): string => (id % 17 === 0 ? '' : id % 3 === 0 ? 'L2' : 'L1');

/** A row of `patients.csv`, which also carries the flags about drugs. */
export function patientRow(chart: Chart, household: Household, office: Office): Row<'patients.csv'> {
  const { person } = chart;
  const cells = cleanPatient(chart, office);
  spoil(cells, person);
  const key = String(person.id);
  const isShown = person.defect !== null && SHOWN.includes(person.defect);
  const defects = [...(isShown ? listed(person.defect) : []), ...(household.defect === null ? [] : [household.defect]),
    ...(person.email === '' && person.defect !== 'email-missing' ? ['email-missing'] : [])];
  const flags = ([['Drug Interaction', 'drug-interaction'], ['Drug Allergy', 'drug-allergy']] as const).filter(([column]) => cells[column] !== 'NULL');
  const change = patientChange(person, household);
  return {
    cells,
    about: {
      key, defects, ...(change === null ? {} : { change }),
      records: [
        { stream: 'patient', key, links: patientLinks(person, household, office) },
        ...flags.map(([, flag]) => ({ stream: 'alert', key: `${key}:${flag}`, links: [['patient', 'patient', key]] } as const)),
      ],
    },
  };
}

function cleanPatient({ person, alerts }: Chart, office: Office): PatientCells {
  const { address, phones, id } = person;
  const flag = (kind: 'medication' | 'allergy'): string => {
    if (id % 5 === 0) return 'NULL';
    return alerts.some(({ item }) => office.alertItems.find((listedItem) => listedItem.id === item)?.kind === kind) ? '1' : '0';
  };
  return {
    'Patient ID': String(id), 'Chart Number': orNull(person.chart), 'Last Name': person.last, 'First Name': orNull(person.first), 'Middle Name': orNull(person.middle),
    'Preferred Name': orNull(person.preferred), Suffix: orNull(person.suffix), 'Date of Birth': databaseDate(person.born), Gender: person.sex === 'male' ? 'M' : 'F',
    'Patient Status': STATUSES[person.status], Email: orNull(person.email), 'Home Phone': orNull(phoneCell(phones.home, id)),
    'Work Phone': orNull(phoneCell(phones.work, id + 4)), 'Mobile Phone': orNull(phoneCell(phones.mobile, id + 9)), Address: address.street,
    'Address 2': orNull(address.street2), City: address.city, State: address.region, Zip: address.zip, 'Guarantor ID': String(person.guarantor),
    'Provider ID': person.provider, 'Practice ID': orNull(locationOf(person)), 'Employer ID': orNull(String(person.employer ?? '')),
    'Referral ID': orNull(String(person.referrer ?? '')), 'Referral Source': person.referrer === null && id % 2 === 0 ? (ORIGINS[(id / 2) % ORIGINS.length] ?? 'Friend') : 'NULL',
    'First Visit': databaseDate(person.firstVisit), 'Last Visit': databaseDate(person.lastVisit), 'Do Not Call': person.noCalls ? '1' : '0',
    'Do Not Contact': person.noMail ? '1' : '0', SSN: 'NULL', 'Drug Interaction': flag('medication'), 'Drug Allergy': flag('allergy'), Comments: orNull(person.note),
  };
}

function spoil(row: PatientCells, person: Person): void {
  switch (person.defect) {
    case 'birth-date-missing': row['Date of Birth'] = 'NULL'; break;
    case 'birth-date-sentinel': row['Date of Birth'] = '1900-01-01 00:00:00.000'; break;
    case 'last-visit-sentinel': row['Last Visit'] = '1753-01-01 00:00:00.000'; break;
    case 'email-junk': row.Email = person.id % 2 === 0 ? 'none@example.com' : 'declined'; break;
    case 'phone-junk': row['Home Phone'] = '(000)000-0000'; break;
    case 'phone-seven-digits': row['Home Phone'] = row['Home Phone'].replace(/^.*555.?(01\d\d).*$/, '555-$1'); break;
    case 'address-placeholder': Object.assign(row, { Address: 'xxxxxx', 'Address 2': 'NULL', City: 'xxxxxx', State: 'VI', Zip: '00000' }); break;
    case 'zip-stripped': row.Zip = row.Zip.replace(/^0+/, ''); break;
    case 'ssn-in-column': row.SSN = `000-00-${1000 + (person.id % 9000)}`; break;
    case 'name-in-capitals': Object.assign(row, { 'Last Name': row['Last Name'].toUpperCase(), 'First Name': row['First Name'].toUpperCase() }); break;
    case 'null-words': Object.assign(row, { 'Preferred Name': 'N/A', 'Address 2': '.' }); break;
    case 'formula-cell': row['Preferred Name'] = '=HYPERLINK("http://example.com","x")'; break;
    case 'employer-missing': row['Employer ID'] = String(NOBODY); break;
    case 'referral-missing': row['Referral ID'] = String(NOBODY); break;
    case 'visits-out-of-order': [row['First Visit'], row['Last Visit']] = [row['Last Visit'], row['First Visit']]; break;
    case 'gender-unknown': row.Gender = 'U'; break;
    // The others are already in the person, or spoil what this system does not export.
    default: break;
  }
}

function patientLinks(person: Person, household: Household, office: Office): LinkTo[] {
  const links: LinkTo[] = [];
  const isMember = household.charts.some(({ person: other }) => other.id === person.guarantor);
  if (isMember && person.guarantor !== person.id) links.push(['guarantor', 'patient', String(person.guarantor)]);
  if (office.providers.some(({ id }) => id === person.provider)) links.push(['provider', 'provider', person.provider]);
  if (locationOf(person) !== '') links.push(['practice', 'practice', locationOf(person)]);
  if (person.employer !== null && person.defect !== 'employer-missing') links.push(['employer', 'employer', String(person.employer)]);
  const referrer = office.referrers.find(({ id }) => id === person.referrer);
  if (referrer !== undefined && referrer.kind !== 'other' && person.defect !== 'referral-missing') links.push(['referral', 'referralSource', String(referrer.id)]);
  return links;
}

/** An address changes only where it is nobody else's, so that one changed row is one changed record. */
function patientChange(person: Person, household: Household): NonNullable<About<PatientColumn>['change']> | null {
  if (!isSound(person, household) || person.phones.mobile === '' || person.email === '') return null;
  const isAlone = household.charts.length === 1;
  return (turn) => {
    if (turn % 3 === 0) return ['Email', `new.${person.email}`];
    if (turn % 3 === 1 && isAlone) return ['Address', `${10 + (person.id % 80)} Changed St`];
    return ['Mobile Phone', phoneCell(nextPhone(person.phones.mobile), person.id + 9)];
  };
}

/** A row of `insurance.csv`: one per policy, the carrier's name beside it. */
export function insuranceRow(person: Person, cover: Coverage, order: 'Primary' | 'Secondary', office: Office): Row<'insurance.csv'> {
  const carrier = office.carriers.find(({ id }) => id === cover.carrier);
  const key = `${person.id}:${order.toLowerCase()}:${carrier?.company ?? ''}`;
  const shown = cover.defect === 'carrier-missing' ? null : cover.defect;
  return {
    cells: {
      'Patient ID': String(person.id), 'Coverage Order': order, 'Insurance Carrier': carrier?.company ?? 'NULL', 'Policy Number': cover.subscriberId,
      'Group Number': carrier?.groupNumber ?? 'NULL', Relationship: cover.relationship,
    },
    about: { key, defects: listed(shown), links: [['patient', 'patient', String(person.id)]] },
  };
}

/** A row of `claims.csv`. */
export function claimRow(claim: Claim, person: Person): Row<'claims.csv'> {
  const key = String(claim.id);
  return {
    cells: {
      'Claim ID': key, 'Patient ID': String(person.id), 'Claim Date': databaseDate(claim.date), 'Insurance Carrier': claim.carrier, 'Claim Status': claim.status,
      'Amount Billed': plainMoney(claim.billed), 'Amount Paid': claim.paid === null ? 'NULL' : plainMoney(claim.paid), Procedures: claim.codes.join(', '),
    },
    about: { key, links: [['patient', 'patient', String(person.id)]] },
  };
}
