import type { RowSink } from '../../practice/export-run.js';
import type { Address, Office } from '../../practice/model.js';
import { APPOINTMENT_STATUSES, appointmentTypes } from './export-care.js';
import { phoneCell, plainMoney } from '../../practice/cells.js';
import type { DentrixSheets } from './export-layout.js';

type Sink = RowSink<DentrixSheets>;

const SPECIALTIES = { general: '1', hygiene: '2', orthodontics: '3', surgery: '4' } as const;
const ALERT_TYPES = { condition: '1', medication: '3', allergy: '2' } as const;

/** Writes the practice's own lists: who works there, who pays, what is sold and what the codes mean. */
export function writeOffice(office: Office, sink: Sink): void {
  writeProviders(office, sink);
  writeEmployers(office, sink);
  writeReferrers(office, sink);
  writeCarriers(office, sink);
  for (const { id, code, text, fee } of office.codes) {
    sink.row('proccode.csv', { proccodeid: String(id), adacode: code, abbrevdescript: text, fee: plainMoney(fee) }, { key: String(id) });
  }
  for (const [defid, descript] of Object.entries(APPOINTMENT_STATUSES)) sink.row('v_appt_status_codes.csv', { defid, descript }, { key: defid });
  for (const { id, name } of appointmentTypes()) sink.row('v_appointment_types.csv', { appttypeid: id, descript: name }, { key: id });
  for (const { id, text, kind, critical } of office.alertItems) {
    const cells = { hhitemid: String(id), description: text, hhtype: ALERT_TYPES[kind], critical: critical ? '1' : '0' };
    sink.row('hhitem.csv', cells, { key: cells.hhitemid });
  }
}

function writeProviders({ providers }: Office, sink: Sink): void {
  for (const [index, provider] of providers.entries()) {
    const { id, active, placeholder, specialty } = provider;
    // A national provider number never starts with 0: nobody's.
    const npi = placeholder ? '' : `00000000${String(index + 10).slice(-2)}`;
    sink.row('v_provider.csv', {
      provider_id: id, last_name: provider.last, first_name: provider.first, mi: '', suffix: provider.suffix,
      specialty_id: specialty === null ? '0' : SPECIALTIES[specialty], npi, inactive: active ? '0' : '1',
    }, { key: id, defects: [...(placeholder ? ['provider-placeholder-listed'] : []), ...(active ? [] : ['provider-inactive'])] });
  }
}

function place(address: Address): { readonly address_line1: string; readonly city: string; readonly state: string; readonly zipcode: string } {
  return { address_line1: address.street, city: address.city, state: address.region, zipcode: address.zip };
}

const listed = (defect: string | null): readonly string[] => (defect === null ? [] : [defect]);

function writeEmployers({ employers }: Office, sink: Sink): void {
  for (const { id, name, address, phone, defect } of employers) {
    sink.row('v_employers.csv', { employer_id: String(id), name, ...place(address), phone: phoneCell(phone, 0) }, { key: String(id), defects: listed(defect) });
  }
}

function writeReferrers({ referrers }: Office, sink: Sink): void {
  for (const { id, name, kind, specialty, phone } of referrers) {
    sink.row('referrals.csv', { referral_id: String(id), name, kind, specialty, phone: phoneCell(phone, 0) }, { key: String(id) });
  }
}

function writeCarriers({ carriers }: Office, sink: Sink): void {
  for (const carrier of carriers) {
    const { id, company, group, groupNumber, payer, address, phone, maximum, defect } = carrier;
    sink.row('v_insurance_plans.csv', {
      ins_plan_id: String(id), ins_co_name: company, group_name: group, group_number: groupNumber, payor_id: payer, ...place(address),
      phone: phoneCell(phone, 0), maxcovperson: maximum === null ? '-1.00' : plainMoney(maximum),
    }, { key: String(id), defects: listed(defect) });
  }
}
