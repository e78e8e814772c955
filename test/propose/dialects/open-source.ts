import type { Dialect } from './dialect.js';

/** Held out while tuning: the column names of a published open-source dental system, as its documentation has them; nobody made them up for us. */
export const openSource: Dialect = {
  name: 'open source', ids: 'overlapping', dates: 'iso', codes: 'codes',
  files: {
    'v_provider.csv': 'ProvNum|LName|FName|MI|Suffix|Specialty|NationalProvID|IsHidden',
    'v_employers.csv': 'EmployerNum|EmpName|Address|City|State|Zip|Phone',
    'referrals.csv': 'ReferralNum||IsDoctor|Specialty|Telephone',
    'v_insurance_plans.csv': 'PlanNum|CarrierName|GroupName|GroupNum|ElectID|Address|City|State|Zip|Phone|',
    'proccode.csv': 'CodeNum|ProcCode|AbbrDesc|Amount',
    'v_appt_status_codes.csv': 'DefNum|ItemName',
    'v_appointment_types.csv': 'AppointmentTypeNum|AppointmentTypeName',
    'hhitem.csv': 'DiseaseDefNum|DiseaseName||',
    'v_patient.csv': 'PatNum|PatGuid|ChartNumber|LName|FName|MiddleI|Preferred|Salutation|Birthdate|Gender|Position|PatStatus|Email|HmPhone|WkPhone|WirelessPhone|Address|Address2|City|State|Zip'
      + '|Guarantor|PriProv|SecProv|DateFirstVisit|||EmployerNum|ReferralNum|SSN|AddrNote',
    'v_patient_insurance.csv': 'PatNum|PlanNum|Subscriber|SubscriberID|Relationship||||',
    'v_appt.csv': 'AptNum|PatNum||AptDate|AptHour|AptMinute|AptLength|Op|ProvNum|ProvHyg|AppointmentTypeNum|ProcDescript|AptStatus||Note||||||',
    'treatment_plans.csv': 'TreatPlanNum|PatNum|Heading|TPStatus|ProvNum|DateTP||',
    'treatment_plan_items.csv': 'ProcTPNum|TreatPlanNum|ProcNumOrig|ProcCode|Descript|ToothNumTP|Surf|FeeAmt|PriInsAmt|DateTP|',
    'v_patient_recall.csv': 'PatNum|RecallTypeNum|DateDue|DatePrevious|RecallInterval|ProvNum|RecallStatus',
    'hhlinkpat_item.csv': 'PatNum|DiseaseDefNum|ProbStatus|DateStart|DateStop|PatNote',
    'fullnotes.csv': 'ProcNoteNum|PatNum||EntryDateTime|ProvNum|Note',
    'v_guarantor_balance.csv': 'Guarantor|Bal_0_30|Bal_31_60|Bal_61_90|BalOver90',
    'ledger.csv': 'AdjNum|PatNum||AdjDate|AdjType|AdjAmt|ProvNum',
    'images.csv': 'DocNum|PatNum|FileName|DateCreated',
  },
  decoys: {
    'v_patient.csv': 'CreditType:word|DateTStamp:timestamp|SecUserNumEntry:number|PreferContactMethod:number|TxtMsgOk:flag|SchoolName:name', 'v_appt.csv': 'DateTStamp:timestamp|IsNewPatient:flag|SecDateTEntry:timestamp',
    'ledger.csv': 'ClinicNum:number|SecDateTEdit:timestamp', 'v_provider.csv': 'ItemOrder:number|DateTStamp:timestamp', 'images.csv': 'DateTStamp:timestamp',
  },
};
