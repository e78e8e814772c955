import { emails, flag, id, phone, present, text } from '../../../read/parsers.js';
import { column, layout, one, skip } from '../../define.js';
import { isPlaceholderProvider, referralKind } from '../values.js';
import { addressColumns, addressOf, deleted } from './parts.js';

/** The office and its locations. */
export const practices = layout({
  name: 'practices', files: ['practices', 'practice', 'locations', 'offices', 'clinics'], stream: 'practice',
  columns: {
    id: column(id, 'Practice ID', 'Location ID', 'Office ID', 'Clinic ID', 'Site ID'),
    name: column(text, 'Practice Name', 'Location Name', 'Office Name', 'Clinic Name', 'Name'),
    phone: column(phone, 'Phone', 'Telephone', 'Main Phone'), website: column(text, 'Website', 'Web Site', 'URL'), ...addressColumns, deleted,
  },
  needs: ['id', 'name'], keys: ['id'], requires: ['name'], deletedBy: 'deleted',
  read: (row) => one({
    stream: 'practice', key: row.id, data: { name: row.name, ...present({ address: addressOf(row), phone: row.phone, website: row.website }) },
  }),
});

/** Dentists, hygienists and specialists; their e-mail address, where the office keeps one, tells which user they are. */
export const providers = layout({
  name: 'providers', files: ['providers', 'provider', 'dentists', 'staff'], stream: 'provider',
  columns: {
    id: column(id, 'Provider ID', 'Provider Code', 'Dentist ID'), lastName: column(text, 'Last Name', 'Provider Last Name'),
    firstName: column(text, 'First Name', 'Provider First Name'), title: column(text, 'Credentials', 'Title', 'Degree', 'Suffix'),
    specialty: column(text, 'Specialty', 'Provider Type'), email: column(emails, 'Email', 'E-mail', 'Email Address', 'Provider Email'),
    active: column(flag, 'Active', 'Is Active'), npi: column(text, 'NPI'), deleted,
  },
  needs: ['id', 'lastName', 'title'], keys: ['id'], deletedBy: 'deleted',
  read: (row) => {
    const { firstName, lastName, title, specialty } = row;
    const named = present({ firstName, lastName, title, specialty, email: row.email?.[0] ?? null });
    return one({ stream: 'provider', key: row.id, data: { ...named, active: row.active !== false, placeholder: isPlaceholderProvider(row.id, lastName) } });
  },
});

/** Employers of patients. */
export const employers = layout({
  name: 'employers', files: ['employers', 'employer'], stream: 'employer',
  columns: {
    id: column(id, 'Employer ID', 'Employer Code'), name: column(text, 'Employer Name', 'Employer', 'Name'), phone: column(phone, 'Phone', 'Telephone'),
    ...addressColumns, deleted,
  },
  needs: ['id', 'name'], keys: ['id'], requires: ['name'], deletedBy: 'deleted',
  read: (row) => one({ stream: 'employer', key: row.id, data: { name: row.name, ...present({ address: addressOf(row), phone: row.phone }) } }),
});

/** Who sends patients. Campaigns are no colleagues and no organizations: their names reach the patients through the look-up. */
export const referrals = layout({
  name: 'referral_sources', files: ['referral_sources', 'referrals', 'referral_source'], stream: 'referralSource',
  columns: {
    id: column(id, 'Referral ID', 'Referral Source ID', 'Referral Code'), name: column(text, 'Referral Name', 'Referral Source', 'Name'),
    kind: column(text, 'Referral Type', 'Source Type', 'Type'), specialty: column(text, 'Specialty'), phone: column(phone, 'Phone', 'Telephone'),
    detail: column(text, 'Notes', 'Comments'), ...addressColumns, deleted,
  },
  needs: ['id', 'name'], keys: ['id'], requires: ['name'], deletedBy: 'deleted', lookup: { name: 'referral', key: 'id', gives: ['name', 'kind'] },
  read: (row) => {
    const kind = referralKind(row.kind);
    if (kind === 'other') return skip('lookup-used', 'referralSource');
    const { specialty, detail } = row;
    return one({ stream: 'referralSource', key: row.id, data: { name: row.name, kind, ...present({ specialty, phone: row.phone, detail, address: addressOf(row) }) } });
  },
});
