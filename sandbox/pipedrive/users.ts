import type { Account } from './account.js';
import { ok, pathId, type Handler } from './call.js';
import { notFound, plain } from './refusals.js';
import type { User } from './rows.js';

/** A user as API v1 shows it to `reader`. */
export function userView(account: Account, user: User, reader: User): Readonly<Record<string, unknown>> {
  const access = ['sales', 'global', 'account_settings'].map((app, at) => ({
    app, admin: user.admin, permission_set_id: `00000000-0000-4000-a000-${String(user.id * 10 + at).padStart(12, '0')}`,
  }));
  return {
    id: user.id, name: user.name, default_currency: account.defaultCurrency, locale: 'en_US', lang: 1, email: user.email, phone: null,
    activated: user.active, last_login: user.created, created: user.created, modified: user.created, has_created_company: false, access,
    active_flag: user.active, timezone_name: account.timezone, timezone_offset: '-05:00', role_id: 1, icon_url: null, is_you: user.id === reader.id,
    is_deleted: false,
  };
}

/** The user operations of API v1. */
export const userHandlers: Readonly<Record<string, Handler>> = {
  getCurrentUser: ({ account, user }) => ok({
    ...userView(account, user, user), company_id: account.companyId, company_name: account.companyName, company_domain: account.companyDomain,
    company_country: 'US', company_industry: 'Health Care', language: { language_code: 'en', country_code: 'US' },
  }),
  getUsers: ({ account, user }) => ok([...account.users.values()].map((entry) => userView(account, entry, user))),
  getUser: (call) => {
    const found = call.account.users.get(pathId(call));
    if (found === undefined) throw notFound('User');
    return ok(userView(call.account, found, call.user));
  },
  findUsersByName: ({ account, user, query }) => {
    const term = query.get('term')?.toLowerCase() ?? '';
    if (term === '') throw plain(400, 'term is required');
    const text = (entry: User): string => (query.get('search_by_email') === '1' ? entry.email : entry.name).toLowerCase();
    return ok([...account.users.values()].filter((entry) => text(entry).includes(term)).map((entry) => userView(account, entry, user)));
  },
};
