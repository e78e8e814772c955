import { addressPart, choice, id, phone, postalCode, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one, skip, type Draft } from '../../define.js';
import { RELATIONSHIP } from '../values.js';
import { address, deleted, ref, skipDeleted } from './common.js';

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
  needs: ['id', 'name'], keys: ['id'],
  read: (row) => {
    if (row.id === null || row.name === null) return { ...skip('missing-value', 'carrier'), problems: [{ code: 'missing-value', column: 'name' }] };
    if (row.deleted === true) return skipDeleted('carrier');
    const { groupName, groupNumber, payerId } = row;
    const where = address(row.street, row.street2, row.city, row.region, row.postalCode);
    return one({ stream: 'carrier', key: row.id, data: { name: row.name, ...present({ groupName, groupNumber, payerId, phone: row.phone, address: where }) } });
  },
});

interface Insured { readonly carrier: string | null; readonly insured: string | null; readonly subscriberId: string | null; readonly relationship: string | null }

function coverage(patient: string, rank: 'primary' | 'secondary', insured: Insured): readonly Draft[] {
  if (insured.carrier === null && insured.subscriberId === null) return [];
  const data = {
    patient: { stream: 'patient', key: patient } as const, rank,
    ...present({
      carrier: ref('carrier', insured.carrier), subscriberId: insured.subscriberId, subscriber: ref('patient', insured.insured), relationship: insured.relationship,
    }),
  };
  return [{ stream: 'coverage', key: `${patient}:${rank}`, data }];
}

/** Who is insured where: one row per patient with a primary and a secondary plan. The insured is a person who may be no patient. */
export const coverages = layout({
  name: 'v_patient_insurance', files: ['v_patient_insurance', 'patient_insurance'], stream: 'coverage',
  columns: {
    patient: column(reference, 'patient_id', 'patid'),
    primaryCarrier: column(reference, 'primary_insurance_carrier_id', 'priminsid'), primaryInsured: column(reference, 'primary_insured_id', 'priminsuredid'),
    primarySubscriberId: column(id, 'primary_subscriber_id', 'primary_id_num'), primaryRelationship: column(choice(RELATIONSHIP, 'other'), 'primary_relationship', 'priminsrel'),
    secondaryCarrier: column(reference, 'secondary_insurance_carrier_id', 'secinsid'), secondaryInsured: column(reference, 'secondary_insured_id', 'secinsuredid'),
    secondarySubscriberId: column(id, 'secondary_subscriber_id', 'secondary_id_num'), secondaryRelationship: column(choice(RELATIONSHIP, 'other'), 'secondary_relationship', 'secinsrel'),
    deleted,
  },
  needs: ['patient', 'primaryCarrier'], keys: ['patient'],
  read: (row) => {
    if (row.patient === null) return skip('missing-key', 'coverage');
    if (row.deleted === true) return skipDeleted('coverage');
    const records = [
      ...coverage(row.patient, 'primary', { carrier: row.primaryCarrier, insured: row.primaryInsured, subscriberId: row.primarySubscriberId, relationship: row.primaryRelationship }),
      ...coverage(row.patient, 'secondary', { carrier: row.secondaryCarrier, insured: row.secondaryInsured, subscriberId: row.secondarySubscriberId, relationship: row.secondaryRelationship }),
    ];
    return records.length === 0 ? skip('no-insurance', 'coverage') : { records };
  },
});
