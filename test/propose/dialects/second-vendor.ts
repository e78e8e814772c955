import type { Dialect } from './dialect.js';

/** Held out for the second measurement, written before the errors of the first were looked at: column names in the manner of another desktop system. */
export const secondVendor: Dialect = {
  name: 'second vendor', ids: 'overlapping', dates: 'iso', codes: 'words',
  files: {
    'v_provider.csv': 'provider_id|prov_last_name|prov_first_name|prov_mi|prov_title|prov_specialty|national_prov_id|is_retired',
    'v_employers.csv': 'employer_id|emp_name|emp_address_1|emp_city|emp_state|emp_zipcode|emp_phone1',
    'referrals.csv': 'referral_id|ref_display_name|ref_type|ref_specialty|ref_phone1',
    'v_insurance_plans.csv': 'insurance_company_id|ins_company_name|ins_group_name|ins_group_no|neic_payer_id|ins_address_1|ins_city|ins_state|ins_zipcode|ins_phone1|max_coverage',
    'proccode.csv': 'service_type_id|service_code|service_descr|service_fee',
    'v_appt_status_codes.csv': 'appt_status_id|appt_status_descr',
    'v_appointment_types.csv': 'appt_type_id|appt_type_descr',
    'hhitem.csv': 'alert_id|alert_descr|alert_type|alert_is_critical',
    'v_patient.csv': 'pat_id|pat_guid|pat_chart_id|pat_last_name|pat_first_name|middle_init|prefered_name|salutation|date_of_birth|sex|marital_status|pat_status|email_address|home_phone_no|work_phone_no'
      + '|cell_phone_no|address_1|address_2|pat_city|pat_state|pat_zipcode|responsible_party_id|preferred_dentist|preferred_hygienist|first_visit_dt|last_date_seen|privacy_code|prim_employer_id|referred_by_id'
      + '|social_security|pat_notes',
    'v_patient_insurance.csv': 'pat_id|prim_insurance_company_id|prim_responsible_id|prim_member_id|prim_relationship|sec_insurance_company_id|sec_responsible_id|sec_member_id|sec_relationship',
    'v_appt.csv': 'appt_id|pat_id|pat_display_name|appt_date|begin_hour|begin_minute|appt_length|location_id|scheduled_provider|assistant_id|appt_type_id|appt_descr|appt_status_id|was_missed|appt_notes'
      + '|service_type_1|service_kind_1|service_type_2|service_kind_2|service_type_3|service_kind_3',
    'treatment_plans.csv': 'treatment_plan_id|pat_id|treatment_plan_descr|treatment_plan_status|plan_provider_id|date_created|is_default_plan|alternate_plan_set',
    'treatment_plan_items.csv': 'treatment_item_id|treatment_plan_id|service_line_id|service_code|service_descr|tooth|tooth_surface|item_fee|est_insurance|date_planned|item_status',
    'v_patient_recall.csv': 'pat_id|recall_descr|recall_due_dt|last_recall_dt|recall_frequency|recall_provider_id|recall_status_descr',
    'hhlinkpat_item.csv': 'pat_id|alert_id|alert_is_active|alert_start_dt|alert_end_dt|alert_notes',
    'fullnotes.csv': 'note_line_id|pat_id|note_type|date_entered|note_provider_id|note_contents',
    'v_guarantor_balance.csv': 'responsible_party_id|current_bal|thirty_day_bal|sixty_day_bal|ninety_day_bal',
    'ledger.csv': 'tran_num|pat_id|treatment_plan_id|tran_date|tran_type|tran_amount|provider_id',
    'images.csv': 'image_num|pat_id|image_file_path|image_created_dt',
  },
  decoys: {
    'v_patient.csv': 'next_recall_date:date|fax_no:phone|emergency_phone:phone|date_last_modified:timestamp|statement_type:word', 'v_appt.csv': 'date_time_created:timestamp|created_by_user:user|reminder_sent_dt:timestamp',
    'ledger.csv': 'bulk_payment_num:number|user_id:user', 'treatment_plan_items.csv': 'sort_order:number', 'images.csv': 'image_size_kb:number',
  },
};
