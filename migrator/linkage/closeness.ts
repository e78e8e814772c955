const ENOUGH_FOR_PREFIX = 4;

/** Jaro–Winkler similarity of two words, 0 to 1: letters in common at about the same place, with a bonus for a common beginning. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const { common, swapped } = commonLetters(a, b);
  if (common === 0) return 0;
  const jaro = (common / a.length + common / b.length + (common - swapped / 2) / common) / 3;
  let prefix = 0;
  while (prefix < ENOUGH_FOR_PREFIX && a[prefix] !== undefined && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function commonLetters(a: string, b: string): { readonly common: number; readonly swapped: number } {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  let inA = '';
  for (let index = 0; index < a.length; index += 1) {
    for (let other = Math.max(0, index - reach); other <= Math.min(b.length - 1, index + reach); other += 1) {
      if (taken[other] === true || a[index] !== b[other]) continue;
      taken[other] = true;
      inA += a.charAt(index);
      break;
    }
  }
  let swapped = 0;
  let next = 0;
  for (let other = 0; other < b.length; other += 1) {
    if (taken[other] !== true) continue;
    if (b[other] !== inA[next]) swapped += 1;
    next += 1;
  }
  return { common: inA.length, swapped };
}

/** Whether two words differ by one slip of the typist: a letter too many, too few, wrong, or two neighbours exchanged. */
export function isOneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || a === b) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  let end = 0;
  while (end < short.length - from && short.at(-1 - end) === long.at(-1 - end)) end += 1;
  const left = short.slice(from, short.length - end);
  const right = long.slice(from, long.length - end);
  return right.length <= 1 || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
}

/** How two dates of birth (YYYYMMDD) relate. Years fifteen and more apart are never a slip but another generation. */
export function compareDates(a: number, b: number): 'same' | 'swapped' | 'one-digit' | 'different' {
  if (a === b) return 'same';
  const [yearA, yearB] = [Math.floor(a / 10_000), Math.floor(b / 10_000)];
  if (Math.abs(yearA - yearB) >= 15) return 'different';
  const [dayA, dayB] = [a % 10_000, b % 10_000];
  if (yearA === yearB && Math.floor(dayA / 100) === dayB % 100 && dayA % 100 === Math.floor(dayB / 100)) return 'swapped';
  const [textA, textB] = [String(a), String(b)];
  let unequal = 0;
  for (let index = 0; index < 8; index += 1) if (textA[index] !== textB[index]) unequal += 1;
  return unequal === 1 ? 'one-digit' : 'different';
}
