import type { Dialect } from './dialect.js';

/** Held out while tuning: the vocabulary of another vendor's screens. */
export const otherVendor: Dialect = {
  name: 'other vendor', ids: 'own', dates: 'us', codes: 'words',
  files: {
    'v_provider.csv': 'Doctor Code|Doctor Last|Doctor First|Doctor Init|Title/Degree|Specialization|NPI #|Retired',
    'v_employers.csv': 'Employer Code|Employer Title|Addr Line 1|City/Town|Prov/State|Zip/Postal|Business Phone',
    'referrals.csv': 'Referred From Code|Referred From Name|Referred From Category|Field of Practice|Contact Phone',
    'v_insurance_plans.csv': 'Ins Plan Code|Payer Name|Group Plan Name|Policy Group #|Claims Payer ID|Claims Address|Claims City|Claims State|Claims Zip|Claims Phone|Yearly Max',
    'proccode.csv': 'Service Code #|Treatment Code|Treatment Short Name|UCR Fee',
    'v_appt_status_codes.csv': 'Booking Status Code|Booking Status Label',
    'v_appointment_types.csv': 'Visit Category Code|Visit Category Label',
    'hhitem.csv': 'Health Item Code|Health Item|Health Item Group|Pop-up Warning',
    'v_patient.csv': 'Account #|System GUID|Folder #|Patient Last|Patient First|Patient Init|Nick Name|Letter Greeting|Birth Dt|Gender Code|Family Role|Patient Stat|E-mail Addr|Res. Phone|Bus. Phone|Cellular|Mailing Addr 1|Mailing Addr 2|City/Town|Prov/State|Zip/Postal|Bill-To Account #|Main Doctor|Main Hygienist|Date 1st Seen|Date Last Seen|Contact Restrictions|Employer Code|Referred From Code|SS Number|Patient Alert Notes',
    'v_patient_insurance.csv': 'Account #|Prim. Ins Plan Code|Prim. Insured Account #|Prim. Certificate #|Prim. Insured Relation|Sec. Ins Plan Code|Sec. Insured Account #|Sec. Certificate #|Sec. Insured Relation',
    'v_appt.csv': 'Booking #|Account #|Booked For|Booking Date|Start Hr|Start Min|Minutes Booked|Op Room|Booked With|Assistant|Visit Category|Visit Purpose|Booking Status|Failed|Booking Notes|Service 1|Service Type 1|Service 2|Service Type 2|Service 3|Service Type 3',
    'treatment_plans.csv': 'Estimate #|Account #|Estimate Title|Estimate Status|Doctor|Date Entered|Main Estimate|Option Set',
    'treatment_plan_items.csv': 'Estimate Line #|Estimate #|Chart Entry #|Treatment Code|Treatment Name|Tooth #|Tooth Surf.|Office Fee|Ins. Portion Est.|Date Proposed|Line Status',
    'v_patient_recall.csv': 'Account #|Recall Reason|Next Due|Last Done|Frequency|Recall Doctor|Recall Contact Result',
    'hhlinkpat_item.csv': 'Account #|Health Item Code|Current|Onset Date|Resolved Date|Details',
    'fullnotes.csv': 'Entry #|Account #|Entry Type|Entry Date|Doctor|Narrative',
    'v_guarantor_balance.csv': 'Bill-To Account #|Owing Current|Owing 31-60|Owing 61-90|Owing 91 & Up',
    'ledger.csv': 'Posting #|Account #|Estimate #|Posting Date|Posting Type|Posting Amount|Doctor',
    'images.csv': 'X-ray #|Account #|X-ray File Path|X-ray Date',
  },
  decoys: {
    'v_patient.csv': 'Fax #:phone|Last Edited:timestamp|Edited By:user|Kin Phone:phone|Next of Kin:name', 'v_appt.csv': 'Booked On:timestamp|Booked By:user', 'ledger.csv': 'Deposit Slip #:number|Keyed By:user',
    'treatment_plans.csv': 'Last Edited:timestamp', 'v_employers.csv': 'Fax #:phone', 'images.csv': 'Last Edited:timestamp',
  },
};
