import type { Account } from './account.js';
import type { NoteRow } from './rows.js';

/** Clears the links of everything that hangs on a deleted or merged person; `to` names the person that takes over. */
export function relinkPerson(account: Account, from: number, to: number | null): void {
  if (!mayClear(account, to)) return;
  const update_time = account.now();
  for (const deal of account.deals.by('person_id', from)) account.putDeal({ ...deal, person_id: to, update_time });
  for (const lead of account.leads.by('person_id', from)) account.putLead({ ...lead, person_id: to, update_time: account.preciseNow() });
  for (const note of account.notes.by('person_id', from)) account.notes.put({ ...note, person_id: to, update_time });
  for (const file of account.files.by('person_id', from)) account.files.put({ ...file, person_id: to, update_time });
  for (const activity of account.activities.by('person_id', from)) {
    const others = activity.participants.filter((participant) => participant.person_id !== from && participant.person_id !== to);
    const participants = to === null ? others : [{ person_id: to, primary: true }, ...others];
    account.activities.put({ ...activity, participants, person_id: to, update_time });
  }
}

/** Clears or moves the links of everything that hangs on an organization. */
export function relinkOrganization(account: Account, from: number, to: number | null): void {
  if (!mayClear(account, to)) return;
  const update_time = account.now();
  for (const person of account.persons.by('org_id', from)) account.persons.put({ ...person, org_id: to, update_time });
  for (const deal of account.deals.by('org_id', from)) account.putDeal({ ...deal, org_id: to, update_time });
  for (const lead of account.leads.by('organization_id', from)) account.putLead({ ...lead, organization_id: to, update_time: account.preciseNow() });
  for (const note of account.notes.by('org_id', from)) account.notes.put({ ...note, org_id: to, update_time });
  for (const file of account.files.by('org_id', from)) account.files.put({ ...file, org_id: to, update_time });
  for (const activity of account.activities.by('org_id', from)) account.activities.put({ ...activity, org_id: to, update_time });
}

/** Clears or moves the links of everything that hangs on a deal. Its product rows go with it. */
export function relinkDeal(account: Account, from: number, to: number | null): void {
  const update_time = account.now();
  for (const line of account.dealProducts.by('deal_id', from)) {
    account.dealProducts.put(to === null ? { ...line, is_deleted: true, update_time } : { ...line, deal_id: to, update_time });
  }
  if (!mayClear(account, to)) return;
  for (const note of account.notes.by('deal_id', from)) account.notes.put({ ...note, deal_id: to, update_time });
  for (const file of account.files.by('deal_id', from)) account.files.put({ ...file, deal_id: to, update_time });
  for (const activity of account.activities.by('deal_id', from)) account.activities.put({ ...activity, deal_id: to, update_time });
}

/** Clears the links of everything that hangs on a deleted lead. */
export function unlinkLead(account: Account, from: string): void {
  if (!mayClear(account, null)) return;
  const update_time = account.now();
  for (const note of account.notes.by('lead_id', from)) account.notes.put({ ...note, lead_id: null, update_time });
  for (const file of account.files.by('lead_id', from)) account.files.put({ ...file, lead_id: null, update_time });
  for (const activity of account.activities.by('lead_id', from)) account.activities.put({ ...activity, lead_id: null, update_time });
}

function mayClear(account: Account, to: number | null): boolean {
  return to !== null || account.settings.switches.orphans === 'stand-with-link-cleared';
}

/** Moves the update time of the records that a new or changed activity or note hangs on, where the account's switch says so. */
export function touchParents(account: Account, child: Pick<NoteRow, 'person_id' | 'org_id' | 'deal_id'>): void {
  if (!account.settings.switches.childrenTouchParents) return;
  const update_time = account.now();
  const person = child.person_id === null ? undefined : account.persons.alive(child.person_id);
  const organization = child.org_id === null ? undefined : account.organizations.alive(child.org_id);
  const deal = child.deal_id === null ? undefined : account.deals.alive(child.deal_id);
  if (person !== undefined) account.persons.put({ ...person, update_time });
  if (organization !== undefined) account.organizations.put({ ...organization, update_time });
  if (deal !== undefined) account.putDeal({ ...deal, update_time });
}
