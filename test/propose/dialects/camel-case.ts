import type { Dialect } from './dialect.js';

/** An interface's field names. */
export const camelCase: Dialect = {
  name: 'camelCase', ids: 'overlapping', dates: 'iso', codes: 'words',
  files: {
    'v_provider.csv': 'clinicianId|familyName|givenName|middleInitial|credentials|specialtyCode|nationalProviderId|isDisabled',
    'v_employers.csv': 'companyId|companyName|streetAddress|cityName|stateCode|zipPostal|phoneNumber',
    'referrals.csv': 'referrerId|referrerName|referrerType|specialtyName|phoneNumber',
    'v_insurance_plans.csv': 'planId|insurerName|groupTitle|groupNo|electronicPayerId|streetAddress|cityName|stateCode|zipPostal|phoneNumber|annualMaximum',
    'proccode.csv': 'serviceId|serviceCode|serviceName|standardFee',
    'v_appt_status_codes.csv': 'visitStatusId|visitStatusLabel',
    'v_appointment_types.csv': 'visitTypeId|visitTypeLabel',
    'hhitem.csv': 'conditionId|conditionName|conditionCategory|isCritical',
    'v_patient.csv': 'personId|globalId|chartId|familyName|givenName|middleInitial|knownAs|greeting|birthDay|sexCode|familyPosition|accountState|emailPrimary|phoneHome|phoneWork|phoneMobile|addressLineOne|addressLineTwo|cityName|stateCode|zipPostal|responsiblePersonId|primaryClinicianId|secondaryClinicianId|firstSeenOn|lastSeenOn|privacyBits|companyId|referrerId|socialSecurityNumber|remarks',
    'v_patient_insurance.csv': 'personId|primaryPlanId|primaryHolderId|primaryMemberNumber|primaryHolderRelation|secondaryPlanId|secondaryHolderId|secondaryMemberNumber|secondaryHolderRelation',
    'v_appt.csv': 'visitId|personId|personName|visitDate|visitHour|visitMinute|durationMinutes|roomCode|clinicianId|assistingClinicianId|visitType|visitReason|visitStatus|wasBroken|remarks|serviceId1|serviceKind1|serviceId2|serviceKind2|serviceId3|serviceKind3',
    'treatment_plans.csv': 'treatmentPlanId|personId|planTitle|planState|clinicianId|createdOn|isDefaultPlan|alternativeGroup',
    'treatment_plan_items.csv': 'planLineId|treatmentPlanId|serviceLogId|serviceCode|serviceName|toothNumber|toothSurfaces|lineFee|estimatedInsurance|plannedOn|lineState',
    'v_patient_recall.csv': 'personId|recareType|recareDueOn|recareLastOn|recareInterval|clinicianId|recareState',
    'hhlinkpat_item.csv': 'personId|conditionId|isActive|startedOn|endedOn|remarks',
    'fullnotes.csv': 'chartNoteId|personId|noteCategory|notedOn|clinicianId|noteBody',
    'v_guarantor_balance.csv': 'responsiblePersonId|dueCurrent|due31To60|due61To90|dueOver90',
    'ledger.csv': 'transactionId|personId|treatmentPlanId|postedOn|transactionKind|netAmount|clinicianId',
    'images.csv': 'radiographId|personId|fileLocation|capturedOn',
  },
  decoys: {
    'v_patient.csv': 'faxNumber:phone|updatedAt:timestamp|updatedBy:user|emergencyContactPhone:phone|emergencyContactName:name', 'v_appt.csv': 'createdAt:timestamp|createdBy:user|isLabNeeded:flag',
    'ledger.csv': 'batchId:number|createdAt:timestamp', 'treatment_plan_items.csv': 'visitOrder:number', 'v_insurance_plans.csv': 'faxNumber:phone', 'fullnotes.csv': 'signedBy:user|createdAt:timestamp',
  },
};
