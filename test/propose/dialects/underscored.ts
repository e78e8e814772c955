import type { Dialect } from './dialect.js';

/** A database dump with table prefixes; every table counts its ids from 1. */
export const underscored: Dialect = {
  name: 'underscored', ids: 'overlapping', dates: 'iso', codes: 'codes',
  files: {
    'v_provider.csv': 'prov_key|prov_surname|prov_forename|prov_mid_init|prov_credential|prov_spec_cd|prov_npi_nbr|prov_is_disabled',
    'v_employers.csv': 'empl_key|empl_nm|empl_street_1|empl_town|empl_state_cd|empl_postal|empl_tel',
    'referrals.csv': 'rsrc_key|rsrc_nm|rsrc_class|rsrc_spec|rsrc_tel',
    'v_insurance_plans.csv': 'insco_key|insco_nm|grp_nm|grp_nbr|edi_payer_cd|insco_street_1|insco_town|insco_state_cd|insco_postal|insco_tel|max_benefit_amt',
    'proccode.csv': 'svc_key|svc_cd|svc_short_desc|svc_std_fee',
    'v_appt_status_codes.csv': 'appt_stat_key|appt_stat_desc',
    'v_appointment_types.csv': 'appt_kind_key|appt_kind_desc',
    'hhitem.csv': 'med_alert_key|med_alert_desc|med_alert_class|is_critical',
    'v_patient.csv': 'pt_key|pt_guid|pt_chart_ref|pt_surname|pt_forename|pt_mid_init|pt_nick|pt_salut|pt_birth_dt|pt_sex_cd|pt_fam_pos|pt_stat_cd|pt_email_addr|pt_home_tel|pt_work_tel|pt_cell_tel|pt_street_1|pt_street_2|pt_town|pt_state_cd|pt_postal|resp_party_key|pri_prov_key|sec_prov_key|first_seen_dt|last_seen_dt|priv_flg|empl_key|rsrc_key|pt_ssn|pt_memo',
    'v_patient_insurance.csv': 'pt_key|pri_insco_key|pri_holder_key|pri_policy_nbr|pri_rel_cd|sec_insco_key|sec_holder_key|sec_policy_nbr|sec_rel_cd',
    'v_appt.csv': 'appt_key|pt_key|pt_full_nm|appt_dt|appt_hh|appt_mi|appt_len_min|room_cd|prov_key|asst_prov_key|appt_kind_cd|appt_reason_txt|appt_stat_cd|is_broken|appt_memo|svc_key_1|svc_kind_1|svc_key_2|svc_kind_2|svc_key_3|svc_kind_3',
    'treatment_plans.csv': 'tx_plan_key|pt_key|tx_plan_nm|tx_plan_stat|prov_key|create_dt|is_main|alt_grp_nbr',
    'treatment_plan_items.csv': 'tx_line_key|tx_plan_key|svc_log_key|svc_cd|svc_desc|tooth_nbr|surf_cd|fee_amt|ins_est_amt|plan_dt|line_stat',
    'v_patient_recall.csv': 'pt_key|recare_type|recare_due_dt|recare_prev_dt|recare_freq|prov_key|recare_stat',
    'hhlinkpat_item.csv': 'pt_key|med_alert_key|is_live|begin_dt|end_dt|alert_memo',
    'fullnotes.csv': 'prog_note_key|pt_key|note_class|note_dt|author_prov_key|note_body',
    'v_guarantor_balance.csv': 'resp_party_key|bal_0_30|bal_31_60|bal_61_90|bal_over_90',
    'ledger.csv': 'trx_key|pt_key|tx_plan_key|trx_dt|trx_class|trx_amt|prov_key',
    'images.csv': 'img_key|pt_key|img_file_loc|img_capture_dt',
  },
  decoys: {
    'v_patient.csv': 'row_upd_ts:timestamp|row_upd_usr:user|stmt_flg:flag|fax_tel:phone|emerg_contact_nm:name', 'v_appt.csv': 'row_ins_ts:timestamp|row_ins_usr:user|lab_flg:flag',
    'treatment_plan_items.csv': 'row_upd_ts:timestamp|prio_nbr:number', 'ledger.csv': 'row_ins_ts:timestamp|batch_nbr:number', 'v_provider.csv': 'row_upd_ts:timestamp',
    'v_patient_recall.csv': 'row_upd_ts:timestamp', 'fullnotes.csv': 'row_ins_ts:timestamp',
  },
};
