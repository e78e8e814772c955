import { z } from 'zod';
import { invalid } from './refusals.js';
import type { Contact } from './rows.js';

/** E-mail addresses or telephone numbers as a request gives them. Values are kept as given. */
export const contactsSchema = z.array(z.strictObject({
  value: z.string().min(1).max(255), primary: z.boolean().exactOptional(), label: z.string().exactOptional(),
}));

/** At most one is primary; where none is, the first becomes it. A contact without label is one at work. */
export function readContacts(given: z.output<typeof contactsSchema>, key: string): readonly Contact[] {
  const primaries = given.filter((contact) => contact.primary === true).length;
  if (primaries > 1) throw invalid([`${key}: Expected at most one primary value`]);
  return given.map((contact, at) => ({
    value: contact.value, primary: primaries === 0 ? at === 0 : contact.primary === true, label: contact.label ?? 'work',
  }));
}
