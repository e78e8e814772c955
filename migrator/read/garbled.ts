import iconv from 'iconv-lite';

/** The bytes 0x80 to 0xBF as Windows-1252 shows them; five of them are control characters there. */
const FOLLOWING = `${iconv.decode(Buffer.from(Array.from({ length: 64 }, (_, index) => 128 + index)), 'windows-1252').replaceAll('\ufffd', '')}\u0081\u008d\u008f\u0090\u009d`;
const NEXT = `[${FOLLOWING}]`;
/** After Ä and Å, closing quotes are more likely meant than garbled. */
const NEXT_BUT_QUOTE = `[${FOLLOWING.replaceAll(/[“”’«»]/g, '')}]`;
/** Latin letters, punctuation and emoji in UTF-8, read as Windows-1252. */
const WESTERN = new RegExp(`Â[\u00a0-\u00bf]|Ã${NEXT}|[ÄÅ]${NEXT_BUT_QUOTE}|[âï]${NEXT}{2}|ð${NEXT}{3}`, 'g');
/** UTF-8 of any script, read as Windows-1252. */
const ANY_SCRIPT = new RegExp(`[Â-ß]${NEXT}|[à-ï]${NEXT}{2}|[ð-ô]${NEXT}{3}`, 'g');
/** A text may have been garbled more than once. */
const MOST_ROUNDS = 3;

/** True where UTF-8 was read as Windows-1252 before the export was made: `â€™` for an apostrophe. */
export function isGarbled(text: string): boolean {
  return sequences(text) !== null;
}

/** The text as it was before it was garbled; text that is not garbled stays as it is. */
export function repaired(text: string): string {
  let result = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const pattern = sequences(result);
    if (pattern === null) return result;
    result = result.replaceAll(pattern, (sequence) => originalOf(sequence) ?? sequence);
  }
  return result;
}

/** The kind of sequences that a garbled text consists of. Other scripts count only where nothing else stands between them: `É»` alone may be meant. */
function sequences(text: string): RegExp | null {
  if (!/[Â-ô]/.test(text)) return null;
  if ((text.match(WESTERN) ?? []).some((sequence) => originalOf(sequence) !== null)) return WESTERN;
  const found = text.match(ANY_SCRIPT) ?? [];
  return found.length >= 2 && found.every((sequence) => originalOf(sequence) !== null) && !/[^\p{ASCII}]/u.test(text.replaceAll(ANY_SCRIPT, ''))
    ? ANY_SCRIPT : null;
}

/** The character whose bytes these are, null where they are none. */
function originalOf(sequence: string): string | null {
  const bytes = Buffer.from(Array.from(sequence, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? code : iconv.encode(character, 'windows-1252')[0] ?? 0;
  }));
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? null : text;
}
