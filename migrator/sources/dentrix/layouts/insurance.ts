import { addressPart, choice, id, phone, postalCode, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one, skip, type Draft } from '../../define.js';
import { RELATIONSHIP } from '../values.js';
import { address } from './address.js';
import { patient, ref } from './links.js';
import { deleted } from './rows.js';

/** Insurance companies, one row per plan. */
export const carriers = layout({
  name: 'v_insurance_plans', files: ['v_insurance_plans', 'inscarrier', 'insurance_plans', 'insurance_carriers'], stream: 'carrier',
  columns: {
    id: column(id, 'ins_plan_id', 'insplanid', 'insid'), name: column(text, 'ins_co_name', 'insconame', 'Carrier', 'Insurance Company', 'Ins Co'),
    groupName: column(text, 'group_name', 'groupname'), groupNumber: column(text, 'group_number', 'groupnum', 'Group #', 'Grp No'),
    payerId: column(id, 'payor_id', 'payerid', 'payorid', 'Payer ID', 'Electronic ID'), phone: column(phone, 'phone'),
    street: column(addressPart, 'address_line1', 'street1', 'address'), street2: column(addressPart, 'address_line2', 'street2'),
    city: column(addressPart, 'city'), region: column(addressPart, 'state'), postalCode: column(postalCode, 'zipcode', 'zip'), deleted,
  },
  needs: ['id', 'name'], keys: ['id'], requires: ['name'], deletedBy: 'deleted',
  read: (row) => {
    const { groupName, groupNumber, payerId } = row;
    const where = { phone: row.phone, address: address(row.street, row.street2, row.city, row.region, row.postalCode) };
    return one({ stream: 'carrier', key: row.id, data: { name: row.name, ...present({ groupName, groupNumber, payerId, ...where }) } });
  },
});

interface Insured {
  readonly carrier: string | null;
  readonly insured: string | null;
  readonly subscriberId: string | null;
  readonly relationship: string | null;
}

function coverage(key: string, rank: 'primary' | 'secondary', insured: Insured): readonly Draft[] {
  if (insured.carrier === null && insured.subscriberId === null) return [];
  const data = {
    patient: patient(key), rank,
    ...present({
      carrier: ref('carrier', insured.carrier), subscriberId: insured.subscriberId, subscriber: ref('patient', insured.insured),
      relationship: insured.relationship,
    }),
  };
  return [{ stream: 'coverage', key: `${key}:${rank}`, data }];
}

const relationship = choice(RELATIONSHIP, 'other');

/** Who is insured where: one row per patient with a primary and a secondary plan. The insured is a person who may be no patient. */
export const coverages = layout({
  name: 'v_patient_insurance', files: ['v_patient_insurance', 'patient_insurance'], stream: 'coverage',
  columns: {
    patient: column(reference, 'patient_id', 'patid'),
    carrier1: column(reference, 'primary_insurance_carrier_id', 'priminsid'), insured1: column(reference, 'primary_insured_id', 'priminsuredid'),
    subscriberId1: column(id, 'primary_subscriber_id', 'primary_id_num'), relationship1: column(relationship, 'primary_relationship', 'priminsrel'),
    carrier2: column(reference, 'secondary_insurance_carrier_id', 'secinsid'), insured2: column(reference, 'secondary_insured_id', 'secinsuredid'),
    subscriberId2: column(id, 'secondary_subscriber_id', 'secondary_id_num'), relationship2: column(relationship, 'secondary_relationship', 'secinsrel'),
    deleted,
  },
  needs: ['patient', 'carrier1'], keys: ['patient'], deletedBy: 'deleted',
  read: (row) => {
    const records = [
      ...coverage(row.patient, 'primary', { carrier: row.carrier1, insured: row.insured1, subscriberId: row.subscriberId1, relationship: row.relationship1 }),
      ...coverage(row.patient, 'secondary', { carrier: row.carrier2, insured: row.insured2, subscriberId: row.subscriberId2, relationship: row.relationship2 }),
    ];
    return records.length === 0 ? skip('no-insurance', 'coverage') : { records };
  },
});
