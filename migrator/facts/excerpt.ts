/** A field of a person is for a glance; longer texts are kept whole as notes. */
const GLANCE = 2_000;

/** Whether a text is too long for a field and needs a note of its own. */
export const isLong = (text: string): boolean => text.length > GLANCE;

/** The beginning of a long text, saying where the rest is; a short text as it is. */
export const excerpt = (text: string): string => (isLong(text) ? `${text.slice(0, GLANCE)} … (the whole text is in the notes)` : text);
