import type { Dialect } from './dialect.js';

/** Held out while tuning: a data warehouse with dimension names and another way to put words together. */
export const warehouse: Dialect = {
  name: 'warehouse', ids: 'overlapping', dates: 'iso', codes: 'codes',
  files: {
    'v_provider.csv': 'DimProviderID|ProviderLastNm|ProviderFirstNm|ProviderMiddleNm|ProviderCredentialTxt|ProviderSpecialtyCd|ProviderNPI|ProviderInactiveInd',
    'v_employers.csv': 'DimEmployerID|EmployerNm|EmployerAddrLine1Txt|EmployerCityNm|EmployerStateCd|EmployerZipCd|EmployerPhoneNbr',
    'referrals.csv': 'DimReferralSrcID|ReferralSrcNm|ReferralSrcTypeCd|ReferralSrcSpecialtyTxt|ReferralSrcPhoneNbr',
    'v_insurance_plans.csv': 'DimInsPlanID|InsCarrierNm|InsGroupNm|InsGroupNbr|InsPayerNbr|InsAddrLine1Txt|InsCityNm|InsStateCd|InsZipCd|InsPhoneNbr|InsMaxPerPersonAmt',
    'proccode.csv': 'DimProcedureID|ProcedureCd|ProcedureShortDesc|ProcedureFeeAmt',
    'v_appt_status_codes.csv': 'DimApptStatusID|ApptStatusDesc',
    'v_appointment_types.csv': 'DimApptTypeID|ApptTypeDesc',
    'hhitem.csv': 'DimHealthAlertID|HealthAlertDesc|HealthAlertTypeCd|HealthAlertCriticalInd',
    'v_patient.csv': 'DimPatientID|PatientGUID|PatientChartNbr|PatientLastNm|PatientFirstNm|PatientMiddleNm|PatientPreferredNm|PatientSalutationTxt|PatientBirthDt|PatientGenderCd|PatientFamilyPosCd|PatientStatusCd|PatientEmailTxt|PatientHomePhoneNbr|PatientWorkPhoneNbr|PatientMobilePhoneNbr|PatientAddrLine1Txt|PatientAddrLine2Txt|PatientCityNm|PatientStateCd|PatientZipCd|DimGuarantorID|DimPrimaryProviderID|DimSecondaryProviderID|PatientFirstVisitDt|PatientLastVisitDt|PatientPrivacyCd|DimEmployerID|DimReferralSrcID|PatientSSN|PatientNoteTxt',
    'v_patient_insurance.csv': 'DimPatientID|DimPrimaryInsPlanID|DimPrimarySubscriberID|PrimaryMemberNbr|PrimaryRelationshipCd|DimSecondaryInsPlanID|DimSecondarySubscriberID|SecondaryMemberNbr|SecondaryRelationshipCd',
    'v_appt.csv': 'FactApptID|DimPatientID|PatientFullNm|ApptDt|ApptStartHourNbr|ApptStartMinuteNbr|ApptDurationMinutesNbr|OperatoryCd|DimProviderID|DimAssistantProviderID|DimApptTypeID|ApptReasonTxt|DimApptStatusID|ApptBrokenInd|ApptNoteTxt|DimProcedure1ID|Procedure1TypeCd|DimProcedure2ID|Procedure2TypeCd|DimProcedure3ID|Procedure3TypeCd',
    'treatment_plans.csv': 'FactTxPlanID|DimPatientID|TxPlanNm|TxPlanStatusTxt|DimProviderID|TxPlanCreatedDt|TxPlanDefaultInd|TxPlanAlternateSetNbr',
    'treatment_plan_items.csv': 'FactTxPlanItemID|FactTxPlanID|ProcedureLogID|ProcedureCd|ProcedureDesc|ToothNbr|SurfaceCd|ItemFeeAmt|ItemInsEstimateAmt|ItemPlannedDt|ItemStatusCd',
    'v_patient_recall.csv': 'DimPatientID|RecallTypeNm|RecallDueDt|RecallPriorDt|RecallIntervalTxt|DimProviderID|RecallStatusTxt',
    'hhlinkpat_item.csv': 'DimPatientID|DimHealthAlertID|HealthAlertActiveInd|HealthAlertStartDt|HealthAlertEndDt|HealthAlertNoteTxt',
    'fullnotes.csv': 'FactNoteID|DimPatientID|NoteTypeCd|NoteDt|DimProviderID|NoteTxt',
    'v_guarantor_balance.csv': 'DimGuarantorID|Balance0To30Amt|Balance31To60Amt|Balance61To90Amt|BalanceOver90Amt',
    'ledger.csv': 'FactLedgerID|DimPatientID|FactTxPlanID|LedgerPostDt|LedgerTypeTxt|LedgerAmt|DimProviderID',
    'images.csv': 'FactImageID|DimPatientID|ImagePathTxt|ImageDt',
  },
  decoys: {
    'v_patient.csv': 'EtlLoadTs:timestamp|EtlBatchID:number|PatientFaxNbr:phone|PatientStatementInd:flag|EmergencyContactNm:name', 'v_appt.csv': 'EtlLoadTs:timestamp|EtlBatchID:number|ApptCreatedByNm:user',
    'ledger.csv': 'EtlLoadTs:timestamp|EtlBatchID:number', 'treatment_plans.csv': 'EtlLoadTs:timestamp', 'treatment_plan_items.csv': 'EtlLoadTs:timestamp|ItemPriorityNbr:number', 'images.csv': 'EtlLoadTs:timestamp', 'fullnotes.csv': 'EtlLoadTs:timestamp|NoteSignedInd:flag',
  },
};
