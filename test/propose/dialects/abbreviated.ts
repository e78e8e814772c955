import type { Dialect } from './dialect.js';

/** Old column names without vowels and spaces, in capitals. */
export const abbreviated: Dialect = {
  name: 'abbreviated', ids: 'own', dates: 'iso', codes: 'codes',
  files: {
    'v_provider.csv': 'PRVNO|PRVLNAM|PRVFNAM|PRVMI|PRVDEG|PRVSPC|PRVNPI|PRVINACT',
    'v_employers.csv': 'EMPNO|EMPNAM|EMPADR1|EMPCTY|EMPST|EMPZP|EMPPHN',
    'referrals.csv': 'RFSNO|RFSNAM|RFSTYP|RFSSPC|RFSPHN',
    'v_insurance_plans.csv': 'INSNO|INSNAM|GRPNAM|GRPNO|PAYRNO|INSADR1|INSCTY|INSST|INSZP|INSPHN|MAXBEN',
    'proccode.csv': 'PRCNO|PRCCD|PRCDSC|PRCFEE',
    'v_appt_status_codes.csv': 'APTSTSNO|APTSTSDSC',
    'v_appointment_types.csv': 'APTTYPNO|APTTYPDSC',
    'hhitem.csv': 'ALRTNO|ALRTDSC|ALRTTYP|ALRTCRIT',
    'v_patient.csv': 'PATNO|PATGUID|CHTNO|LNAM|FNAM|MINIT|PRFNAM|SALUT|BRTHDT|SEXCD|FAMPS|PATSTS|EMLADR|HMPHN|WKPHN|CLPHN|ADR1|ADR2|CTY|STCD|ZPCD|GRNTRNO|PRVNO1|PRVNO2|FSTVSTDT|LSTVSTDT|PRIVFLG|EMPNO|RFSNO|SOCSECNO|PATNTE',
    'v_patient_insurance.csv': 'PATNO|INSNO1|SUBNO1|POLNO1|RELCD1|INSNO2|SUBNO2|POLNO2|RELCD2',
    'v_appt.csv': 'APTNO|PATNO|PATNAM|APTDT|APTHR|APTMIN|APTLGTH|OPRTRYNO|PRVNO|ADDPRVNO|APTTYP|APTRSN|APTSTS|APTBRKN|APTNTE|PRCNO1|PRCTYP1|PRCNO2|PRCTYP2|PRCNO3|PRCTYP3',
    'treatment_plans.csv': 'TPLNNO|PATNO|TPLNNAM|TPLNSTS|PRVNO|CRTDDT|DFLTFLG|ALTSETNO',
    'treatment_plan_items.csv': 'TLINENO|TPLNNO|PLOGNO|PRCCD|PRCDSC|TTHNO|SRFC|FEEAMT|INSEST|PLNDDT|TLINESTS',
    'v_patient_recall.csv': 'PATNO|RCLTYP|RCLDUEDT|RCLPRVDT|RCLINTVL|PRVNO|RCLSTS',
    'hhlinkpat_item.csv': 'PATNO|ALRTNO|ACTVFLG|STRTDT|ENDDT|ALRTNTE',
    'fullnotes.csv': 'NTENO|PATNO|NTETYP|NTEDT|PRVNO|NTETXT',
    'v_guarantor_balance.csv': 'GRNTRNO|BAL030|BAL3160|BAL6190|BAL91',
    'ledger.csv': 'LDGNO|PATNO|TPLNNO|TRNDT|TRNTYP|TRNAMT|PRVNO',
    'images.csv': 'IMGNO|PATNO|IMGPTH|IMGDT',
  },
  decoys: {
    'v_patient.csv': 'FAXPHN:phone|UPDTS:timestamp|UPDUSR:user|STMTFLG:flag', 'v_appt.csv': 'CRTTS:timestamp|CRTUSR:user|LABFLG:flag',
    'ledger.csv': 'CHKNO:number|CRTTS:timestamp', 'treatment_plan_items.csv': 'PRIORNO:number', 'images.csv': 'UPDTS:timestamp',
  },
};
