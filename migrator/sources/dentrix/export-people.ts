import type { About, LinkTo } from '../../practice/export-run.js';
import { NOBODY } from '../../practice/households.js';
import type { Coverage, Household, Office, Person } from '../../practice/model.js';
import type { Cells } from '../../practice/sheet.js';
import { nextPhone, phoneCell, shortUsDate, usDate } from '../../practice/cells.js';
import type { DentrixSheets } from './export-layout.js';

type PatientColumn = DentrixSheets['v_patient.csv']['columns'][number];
type PatientRow = Record<PatientColumn, string>;
type InsuranceColumn = DentrixSheets['v_patient_insurance.csv']['columns'][number];

export interface Row<C extends string> {
  readonly cells: Cells<C>;
  readonly about: About<C>;
}

const FAMILY_POSITIONS = { single: '1', married: '2', child: '3', other: '4' } as const;
const STATUSES = { active: '1', 'non-patient': '2', inactive: '3', archived: '4' } as const;
/** What databases and programs write when they have no date. */
const NO_DATES = ['1/1/1900', '1/1/0001', '1/1/1753', '3/2/1753', '12/30/1899', '12/31/9999'] as const;

/** Whether nothing at all is wrong with somebody, so that a change of theirs reaches the CRM untouched by rules about bad data. */
export function isSound(person: Person, household: Household): boolean {
  return household.defect === null && person.defect === null && person.status === 'active';
}

/** A row of `v_patient.csv`. */
export function patientRow(person: Person, household: Household, office: Office): Row<PatientColumn> {
  const cells = cleanPatient(person);
  spoil(cells, person, household);
  const defects = [
    ...(person.defect === null ? [] : [person.defect]), ...householdDefect(person, household),
    ...(cells.email === '' && person.defect !== 'email-missing' ? ['email-missing'] : []),
  ];
  const change = patientChange(person, household);
  return { cells, about: { key: cells.patient_id, defects, links: patientLinks(person, cells, household, office), ...(change === null ? {} : { change }) } };
}

function cleanPatient(person: Person): PatientRow {
  const { address, phones } = person;
  return {
    patient_id: String(person.id), patient_guid: `00000000-0000-4000-8000-${person.id.toString(16).padStart(12, '0')}`, chart: person.chart,
    last_name: person.suffix === '' ? person.last : `${person.last} ${person.suffix}`, first_name: person.first, mi: person.middle,
    preferred_name: person.preferred, salutation: person.id % 9 === 0 ? `Dear ${person.first}` : '', birth_date: usDate(person.born),
    gender: person.sex === 'male' ? '1' : '2', fampos: FAMILY_POSITIONS[person.position], status: STATUSES[person.status], email: person.email,
    home_phone: phoneCell(phones.home, person.id), work_phone: phoneCell(phones.work, person.id + 4), mobile_phone: phoneCell(phones.mobile, person.id + 9),
    address_line1: address.street, address_line2: address.street2, city: address.city, state: address.region, zipcode: address.zip,
    guar_id: String(person.guarantor), pri_provider_id: person.provider, sec_provider_id: person.secondProvider,
    first_visit_date: usDate(person.firstVisit), last_visit_date: usDate(person.lastVisit),
    privacy_flags: String((person.noCalls ? 1 : 0) + (person.noMail ? 2 : 0)), employer_id: String(person.employer ?? 0),
    referred_by_id: String(person.referrer ?? 0), social_sec_num: '', patient_note: person.note,
  };
}

function spoil(row: PatientRow, person: Person, household: Household): void {
  switch (person.defect) {
    case 'birth-date-missing': row.birth_date = ''; break;
    case 'birth-date-sentinel': row.birth_date = NO_DATES[person.id % NO_DATES.length] ?? NO_DATES[0]; break;
    case 'birth-date-two-digit-year': row.birth_date = shortUsDate(person.born); break;
    case 'email-junk': row.email = person.id % 2 === 0 ? 'none@example.com' : 'declined'; break;
    case 'phone-junk': row.home_phone = '(000)000-0000'; break;
    case 'phone-seven-digits': row.home_phone = row.home_phone.replace(/^.*555.?(01\d\d).*$/, '555-$1'); break;
    case 'phone-with-text': row.home_phone = person.id % 2 === 0 ? `${row.home_phone} call mom` : 'call mom'; break;
    case 'address-placeholder': Object.assign(row, { address_line1: 'xxxxxx', address_line2: '', city: 'xxxxxx', state: 'VI', zipcode: '00000' }); break;
    case 'zip-stripped': row.zipcode = row.zipcode.replace(/^0+/, ''); break;
    case 'ssn-in-column': row.social_sec_num = `000-00-${1000 + (person.id % 9000)}`; break;
    case 'name-in-capitals': Object.assign(row, { last_name: row.last_name.toUpperCase(), first_name: row.first_name.toUpperCase() }); break;
    case 'name-truncated': row.last_name = row.last_name.slice(0, 20); break;
    case 'null-words': Object.assign(row, { preferred_name: 'NULL', salutation: 'N/A', address_line2: '.' }); break;
    case 'nul-bytes': row.first_name += '\0\0'; break;
    case 'formula-cell': row.preferred_name = '=HYPERLINK("http://example.com","x")'; break;
    case 'chart-reused': row.chart = household.charts[0]?.person.chart ?? row.chart; break;
    case 'employer-missing': row.employer_id = String(NOBODY); break;
    case 'referral-missing': row.referred_by_id = String(NOBODY); break;
    case 'last-visit-sentinel': row.last_visit_date = NO_DATES[person.id % NO_DATES.length] ?? NO_DATES[0]; break;
    case 'visits-out-of-order': [row.first_visit_date, row.last_visit_date] = [row.last_visit_date, row.first_visit_date]; break;
    case 'gender-unknown': row.gender = '0'; break;
    // The others are already in the person: a missing chart, a note that says too much, a provider who is gone.
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

function patientLinks(person: Person, cells: PatientRow, household: Household, office: Office): LinkTo[] {
  const links: LinkTo[] = [];
  const isMember = household.charts.some(({ person: other }) => other.id === person.guarantor);
  if (isMember && person.guarantor !== person.id) links.push(['guarantor', 'patient', cells.guar_id]);
  if (office.providers.some(({ id }) => id === person.provider)) links.push(['provider', 'provider', person.provider]);
  if (office.providers.some(({ id }) => id === person.secondProvider)) links.push(['secondaryProvider', 'provider', person.secondProvider]);
  if (person.employer !== null && person.defect !== 'employer-missing') links.push(['employer', 'employer', cells.employer_id]);
  if (person.referrer !== null && person.defect !== 'referral-missing') links.push(['referral', 'referralSource', cells.referred_by_id]);
  return links;
}

/** An address changes only where it is nobody else's, so that one changed row is one changed record. */
function patientChange(person: Person, household: Household): NonNullable<About<PatientColumn>['change']> | null {
  if (!isSound(person, household) || person.phones.mobile === '' || person.email === '') return null;
  const isAlone = household.charts.length === 1;
  return (turn) => {
    if (turn % 3 === 0) return ['email', `new.${person.email}`];
    if (turn % 3 === 1 && isAlone) return ['address_line1', `${10 + (person.id % 80)} Changed St`];
    return ['mobile_phone', phoneCell(nextPhone(person.phones.mobile), person.id + 9)];
  };
}

/** A row of `v_patient_insurance.csv`, which holds up to two coverages. */
export function insuranceRow(person: Person, coverage: readonly Coverage[], household: Household): Row<InsuranceColumn> {
  const [primary, secondary] = coverage;
  const isStranger = household.defect === 'subscriber-not-a-patient';
  const insured = ({ subscriber }: Coverage): string => String(isStranger ? NOBODY + person.id : subscriber);
  const carrier = (cover: Coverage): string => String(cover.defect === 'carrier-missing' ? NOBODY : cover.carrier);
  const cells: Cells<InsuranceColumn> = {
    patient_id: String(person.id),
    primary_insurance_carrier_id: primary === undefined ? '' : carrier(primary), primary_insured_id: primary === undefined ? '' : insured(primary),
    primary_subscriber_id: primary?.subscriberId ?? '', primary_relationship: primary?.relationship ?? '',
    secondary_insurance_carrier_id: secondary === undefined ? '' : carrier(secondary),
    secondary_insured_id: secondary === undefined ? '' : insured(secondary), secondary_subscriber_id: secondary?.subscriberId ?? '',
    secondary_relationship: secondary?.relationship ?? '',
  };
  const records = coverage.map((cover, index) => ({
    stream: 'coverage', key: `${person.id}:${index === 0 ? 'primary' : 'secondary'}`, links: coverageLinks(person, cover, isStranger),
  } as const));
  const defects = coverage.flatMap(({ defect }) => (defect === null ? [] : [defect]));
  return { cells, about: { key: cells.patient_id, records, defects: isStranger ? [...defects, 'subscriber-not-a-patient'] : defects } };
}

function coverageLinks(person: Person, cover: Coverage, isStranger: boolean): LinkTo[] {
  const links: LinkTo[] = [['patient', 'patient', String(person.id)]];
  if (cover.defect !== 'carrier-missing') links.push(['carrier', 'carrier', String(cover.carrier)]);
  if (!isStranger) links.push(['subscriber', 'patient', String(cover.subscriber)]);
  return links;
}
