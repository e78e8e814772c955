/** What each column of the practice generator's files is, by template and field; `-` belongs to no field. */
export const TRUTH: Readonly<Record<string, { readonly template: string; readonly fields: string }>> = {
  'v_provider.csv': { template: 'provider', fields: 'id lastName firstName - title specialty - inactive' },
  'v_employers.csv': { template: 'employer', fields: 'id name street city region postalCode phone' },
  'referrals.csv': { template: 'referralSource', fields: 'id name kind specialty phone' },
  'v_insurance_plans.csv': { template: 'carrier', fields: 'id name groupName groupNumber payerId street city region postalCode phone -' },
  'proccode.csv': { template: 'procedureCode', fields: 'id code description fee' },
  'v_appt_status_codes.csv': { template: 'appointmentStatus', fields: 'id text' },
  'v_appointment_types.csv': { template: 'appointmentType', fields: 'id text' },
  'hhitem.csv': { template: 'alertItem', fields: 'id text kind critical' },
  'v_patient.csv': {
    template: 'patient',
    fields: 'id - chart lastName firstName middleName preferredName - birthDate gender - status emails home work mobile street street2 city region postalCode '
      + 'guarantor provider secondaryProvider firstVisit lastVisit - employer referral - comment',
  },
  'v_patient_insurance.csv': { template: 'coverage', fields: 'patient carrier subscriber subscriberId relationship carrier2 subscriber2 subscriberId2 relationship2' },
  'v_appt.csv': {
    template: 'appointment',
    fields: 'id patient patientName date hour minute minutes operatory provider - type reason status broken note codes - codes - codes -',
  },
  'treatment_plans.csv': { template: 'treatmentPlan', fields: 'id patient title status provider created isDefault alternateSet' },
  'treatment_plan_items.csv': { template: 'treatmentItem', fields: 'id plan procedure code description tooth surface fee insuranceEstimate date completed' },
  'v_patient_recall.csv': { template: 'recall', fields: 'patient type due previous interval provider status' },
  'hhlinkpat_item.csv': { template: 'alert', fields: 'patient item active since until note' },
  'fullnotes.csv': { template: 'clinicalNote', fields: 'id patient - date author text' },
  'v_guarantor_balance.csv': { template: 'familyBalance', fields: 'guarantor current over30 over60 over90' },
  'ledger.csv': { template: 'ledgerEntry', fields: 'id patient plan date kind amount provider' },
  'images.csv': { template: 'imagingFile', fields: 'id patient path date' },
};

/** Which records the ids of a column name, for columns that hold ids. */
export const ID_COLUMNS: Readonly<Record<string, string>> = {
  patient_id: 'patient', patid: 'patient', guar_id: 'patient', primary_insured_id: 'patient', secondary_insured_id: 'patient', employer_id: 'employer',
  referral_id: 'referral', referred_by_id: 'referral', ins_plan_id: 'carrier', primary_insurance_carrier_id: 'carrier', secondary_insurance_carrier_id: 'carrier',
  proccodeid: 'code', codeid1: 'code', codeid2: 'code', codeid3: 'code', hhitemid: 'alert', appointment_id: 'appointment', case_id: 'plan', item_id: 'item', proc_id: 'procedure',
  noteid: 'note', entry_id: 'entry', image_id: 'image',
};

/** What codes mean, for dialects that write words. */
export const CODE_WORDS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  'v_patient.csv': { gender: { 1: 'Male', 2: 'Female' }, status: { 1: 'Active', 2: 'Non-Patient', 3: 'Inactive', 4: 'Archived' } },
  'hhlinkpat_item.csv': { status: { 1: 'Yes', 0: 'No', 2: 'No' } },
  'v_provider.csv': { inactive: { 0: 'N', 1: 'Y' } },
};
