import type { Dialect } from './dialect.js';

/** Held out while tuning: headers that a front desk typed by hand. */
export const clinicTalk: Dialect = {
  name: 'clinic talk', ids: 'overlapping', dates: 'us', codes: 'words',
  files: {
    'v_provider.csv': 'Dentist ID|Dentist Surname|Dentist Forename|Initial|Letters after name|Speciality|NPI|Has left?',
    'v_employers.csv': 'Workplace ID|Workplace|1st line of address|Town|State|ZIP+4|Telephone',
    'referrals.csv': 'Referrer ID|Referrer|What kind of referrer|Speciality|Telephone',
    'v_insurance_plans.csv': 'Insurance ID|Insurer|Name of group|No. of group|Payer code|1st line of address|Town|State|ZIP+4|Telephone|Cap',
    'proccode.csv': 'Treatment ID|ADA|Treatment|Charge',
    'v_appt_status_codes.csv': 'Status ID|Status wording',
    'v_appointment_types.csv': 'Visit type ID|Visit type wording',
    'hhitem.csv': 'Warning ID|Warning|Sort of warning|Serious?',
    'v_patient.csv': 'Pt ID|Unique code|Pt file no.|Pt surname|Pt forename|Pt initial|Likes to be called|Dear ...|Pt birthday|Pt gender|Head/spouse/child|Pt active?|Pt e-mail|Pt tel (home)|Pt tel (work)|Pt tel (cell)|1st line of address|2nd line of address|Town|State|ZIP+4|Who pays (pt ID)|Usual dentist|Usual hygienist|Joined|Last came in|Do-not-contact code|Workplace ID|Referrer ID|Social|Anything else',
    'v_patient_insurance.csv': 'Pt ID|1st insurance|1st insurance: insured person|1st insurance: member no.|1st insurance: related how|2nd insurance|2nd insurance: insured person|2nd insurance: member no.|2nd insurance: related how',
    'v_appt.csv': 'Visit ID|Pt ID|Pt name|Visit day|Visit hour|Visit minute|How long (min)|Which room|Seen by|Also seen by|Visit type|What for|Visit status|Did not come|Front desk note|Treatment 1|Treatment 1 src|Treatment 2|Treatment 2 src|Treatment 3|Treatment 3 src',
    'treatment_plans.csv': 'Plan ID|Pt ID|Plan called|Plan stage|Planned by|Plan drawn up|Standard plan?|Either/or group',
    'treatment_plan_items.csv': 'Plan step ID|Plan ID|Treatment log ID|ADA|Treatment|Tooth|Faces|Charge|Insurance should pay|Drawn up|Step stage',
    'v_patient_recall.csv': 'Pt ID|Check-up type|Check-up due|Previous check-up|Check-up every|Check-up with|Check-up contact',
    'hhlinkpat_item.csv': 'Pt ID|Warning ID|Still true?|Since|Until|More',
    'fullnotes.csv': 'Chart note ID|Pt ID|Chart note type|Written on|Written by|Chart note',
    'v_guarantor_balance.csv': 'Who pays (pt ID)|Owes now|Owes 30 days+|Owes 60 days+|Owes 90 days+',
    'ledger.csv': 'Money line ID|Pt ID|Plan ID|Money date|Money type|How much|Dentist',
    'images.csv': 'Picture ID|Pt ID|Picture stored at|Picture taken',
  },
  decoys: {
    'v_patient.csv': 'Contact in emergency:name|Tel in emergency:phone|Row changed:timestamp|Newsletter?:flag', 'v_appt.csv': 'Reminder sent:timestamp|Taken by:user|Lab work in?:flag', 'ledger.csv': 'Till:number',
    'v_patient_recall.csv': 'Row changed:timestamp', 'fullnotes.csv': 'Row changed:timestamp',
  },
};
