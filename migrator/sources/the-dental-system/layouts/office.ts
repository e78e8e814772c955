import { emails, flag, id, note, phone, present, text } from '../../../read/parsers.js';
import { column, layout, one } from '../../define.js';
import { isPlaceholderStaff, referralKind } from '../values.js';
import { addressColumns, addressOf, deleted } from './parts.js';

/** Dentists, hygienists and everybody else who works there; their e-mail address tells which user they are. */
export const staff = layout({
  name: 'staff', files: ['staff', 'users', 'providers', 'employees'], stream: 'provider',
  columns: {
    id: column(id, 'Staff Number', 'Staff ID', 'Provider Number', 'Provider ID', 'User ID'), lastName: column(text, 'Last Name', 'Surname'),
    firstName: column(text, 'First Name', 'Given Name'), title: column(text, 'Credentials', 'Title', 'Degree'),
    specialty: column(text, 'Specialties', 'Specialty', 'Speciality'), role: column(text, 'Role', 'Job Title', 'Position'),
    email: column(emails, 'Email', 'E-mail', 'Email Address'), active: column(flag, 'Active', 'Is Active'), deleted,
  },
  needs: ['id', 'lastName', 'role'], keys: ['id'], deletedBy: 'deleted',
  read: (row) => {
    const { firstName, lastName, title, specialty } = row;
    const named = present({ firstName, lastName, title, specialty, email: row.email?.[0] ?? null });
    return one({ stream: 'provider', key: row.id, data: { ...named, active: row.active !== false, placeholder: isPlaceholderStaff(row.id, lastName) } });
  },
});

/** Who sends patients: colleagues, patients and campaigns. */
export const referrals = layout({
  name: 'referral_sources', files: ['referral_sources', 'referrals', 'referring_dentists'], stream: 'referralSource',
  columns: {
    id: column(id, 'Referral Number', 'Referral ID', 'Referral Source ID'), name: column(text, 'Referral Name', 'Referral Source', 'Practice Name', 'Name'),
    kind: column(text, 'Referral Type', 'Source Type', 'Type'), specialty: column(text, 'Specialty', 'Speciality'), phone: column(phone, 'Phone', 'Telephone'),
    detail: column(note, 'Notes', 'Comments'), ...addressColumns, deleted,
  },
  needs: ['id', 'name', 'kind'], keys: ['id'], requires: ['name'], deletedBy: 'deleted',
  read: (row) => {
    const { name, specialty, detail } = row;
    const said = present({ specialty, detail, phone: row.phone, address: addressOf(row) });
    return one({ stream: 'referralSource', key: row.id, data: { name, kind: referralKind(row.kind), ...said } });
  },
});
