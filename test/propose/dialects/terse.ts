import type { Dialect } from './dialect.js';

/** Short words, hardly any context. */
export const terse: Dialect = {
  name: 'terse', ids: 'own', dates: 'us', codes: 'codes',
  files: {
    'v_provider.csv': 'No|Surname|Given|Mid|Degree|Spec|NPI|Off',
    'v_employers.csv': 'No|Company|Road|Town|St|Zip5|Tel',
    'referrals.csv': 'No|Source|Category|Spec|Tel',
    'v_insurance_plans.csv': 'No|Company|Group|Grp|EDI|Road|Town|St|Zip5|Tel|Max',
    'proccode.csv': 'No|Proc|Short|Price',
    'v_appt_status_codes.csv': 'No|State',
    'v_appointment_types.csv': 'No|Kind',
    'hhitem.csv': 'No|Item|Class|Severe',
    'v_patient.csv': 'No|GUID|File|Surname|Given|Mid|Called|Dear|Born|M/F|Fam|Active|Mail|Tel H|Tel W|Tel C|Road|Apt|Town|St|Zip5|Payer|Dr|Hyg|Since|Seen|Priv|Works At|Ref By|SSN|Remark',
    'v_patient_insurance.csv': 'Pat|Ins 1|Holder 1|Policy 1|Rel 1|Ins 2|Holder 2|Policy 2|Rel 2',
    'v_appt.csv': 'No|Pat|Who|Day|Hr|Mn|Units|Chair|Dr|Asst|Kind|Why|State|BA|Remark|P1|T1|P2|T2|P3|T3',
    'treatment_plans.csv': 'No|Pat|Plan|State|Dr|Made|Main|Alt',
    'treatment_plan_items.csv': 'No|Plan|Log|Proc|What|Site|Surfs|Price|Ins|Planned|State',
    'v_patient_recall.csv': 'Pat|Kind|Due|Prev|Every|Dr|State',
    'hhlinkpat_item.csv': 'Pat|Item|On|From|To|Remark',
    'fullnotes.csv': 'No|Pat|Kind|Day|Dr|Body',
    'v_guarantor_balance.csv': 'Payer|Curr|30+|60+|90+',
    'ledger.csv': 'No|Pat|Plan|Day|Kind|Amt|Dr',
    'images.csv': 'No|Pat|File|Taken',
  },
  decoys: {
    'v_patient.csv': 'Fax:phone|Stamp:timestamp|By:user|Stmt:flag', 'v_appt.csv': 'Stamp:timestamp|By:user', 'ledger.csv': 'Batch:number|By:user',
    'v_provider.csv': 'Tax:number', 'v_insurance_plans.csv': 'Fax:phone', 'fullnotes.csv': 'Locked:flag',
  },
};
