import type { Dialect } from './dialect.js';

/** Whole phrases, as report designers write them. */
export const verbose: Dialect = {
  name: 'verbose', ids: 'own', dates: 'us', codes: 'words',
  files: {
    'v_provider.csv': 'Identifier of Provider|Family Name of Provider|Given Name of Provider|Provider Middle Initial|Professional Degree|Area of Specialty|National Provider Identifier|Provider Is No Longer Active',
    'v_employers.csv': 'Employer Record Number|Name of Employer|Employer Street Address|Employer City|Employer State|Employer Postal Code|Employer Main Telephone',
    'referrals.csv': 'Referral Source Number|Name of Referral Source|Type of Referral Source|Specialty of Referring Doctor|Telephone of Referral Source',
    'v_insurance_plans.csv': 'Insurance Plan Record Number|Name of Insurance Company|Employer Group Name|Employer Group Number|Electronic Payer Number|Mailing Address of Insurance Company|City of Insurance Company|State of Insurance Company|Postal Code of Insurance Company|Telephone of Insurance Company|Maximum Benefit per Person',
    'proccode.csv': 'Procedure Record Number|Procedure Code as Billed|Short Procedure Description|Standard Office Fee',
    'v_appt_status_codes.csv': 'Appointment Status Number|Meaning of Appointment Status',
    'v_appointment_types.csv': 'Appointment Type Number|Meaning of Appointment Type',
    'hhitem.csv': 'Medical Alert Item Number|Medical Alert Description|Category of Medical Alert|Show as Critical Alert',
    'v_patient.csv': 'Patient Record Identifier|Patient Globally Unique Identifier|Patient Chart Reference|Family Name of Patient|Given Name of Patient|Middle Initial of Patient|Name the Patient Prefers|Letter Salutation|Date the Patient Was Born|Gender of Patient|Position in Family|Current Status of Patient|Electronic Mail Address|Telephone at Home|Telephone at Work|Mobile Telephone Number|Mailing Address First Line|Mailing Address Second Line|Mailing City|Mailing State|Mailing Postal Code|Guarantor Record Identifier|Primary Dentist of Patient|Secondary Dentist or Hygienist|Date of First Visit to Office|Date of Most Recent Visit|Privacy Request Flags|Employer Record Number|Referral Source Number|Social Security Number|Comment about Patient',
    'v_patient_insurance.csv': 'Patient Record Identifier|Primary Insurance Plan Number|Primary Policy Holder Number|Primary Subscriber Identification|Relationship to Primary Policy Holder|Secondary Insurance Plan Number|Secondary Policy Holder Number|Secondary Subscriber Identification|Relationship to Secondary Policy Holder',
    'v_appt.csv': 'Appointment Record Number|Patient Record Identifier|Name of Patient Booked|Date of Appointment|Hour of Appointment Start|Minute of Appointment Start|Length of Appointment in Minutes|Treatment Room|Provider of Appointment|Additional Provider|Type of Appointment|Reason for Appointment|Status of Appointment|Appointment Was Broken|Appointment Comments|First Procedure|First Procedure Kind|Second Procedure|Second Procedure Kind|Third Procedure|Third Procedure Kind',
    'treatment_plans.csv': 'Treatment Case Number|Patient Record Identifier|Title of Treatment Plan|Status of Treatment Plan|Provider of Treatment Plan|Date Plan Was Created|Plan Is the Default Case|Set of Alternative Plans',
    'treatment_plan_items.csv': 'Planned Procedure Line Number|Treatment Case Number|Procedure Log Number|Procedure Code as Billed|Description of Procedure|Tooth Number Treated|Surfaces of Tooth|Fee for Procedure|Estimated Insurance Portion|Date Procedure Was Planned|Status of Procedure',
    'v_patient_recall.csv': 'Patient Record Identifier|Type of Continuing Care|Date Continuing Care Is Due|Date of Prior Continuing Care|Continuing Care Interval|Provider of Continuing Care|Continuing Care Contact Status',
    'hhlinkpat_item.csv': 'Patient Record Identifier|Medical Alert Item Number|Alert Is Active|Date Alert Began|Date Alert Ended|Comment about Alert',
    'fullnotes.csv': 'Clinical Note Number|Patient Record Identifier|Class of Note|Date of Clinical Note|Provider Who Wrote Note|Full Text of Note',
    'v_guarantor_balance.csv': 'Guarantor Record Identifier|Balance Aged 0 to 30 Days|Balance Aged 31 to 60 Days|Balance Aged 61 to 90 Days|Balance Aged More than 90 Days',
    'ledger.csv': 'Ledger Transaction Number|Patient Record Identifier|Treatment Case Number|Date of Transaction|Type of Transaction|Amount of Transaction|Provider of Transaction',
    'images.csv': 'Image Record Number|Patient Record Identifier|Location of Image File|Date Image Was Taken',
  },
  decoys: {
    'v_patient.csv': 'Emergency Contact Name:name|Emergency Contact Telephone:phone|Date Record Last Changed:timestamp|Receives Statements:flag|Consent Form Signed On:date',
    'v_appt.csv': 'Date Appointment Was Entered:timestamp|Entered By Staff Member:user|Laboratory Case Needed:flag',
    'treatment_plans.csv': 'Date Plan Last Printed:timestamp', 'ledger.csv': 'Check Number:number', 'v_insurance_plans.csv': 'Fax of Insurance Company:phone',
  },
};
