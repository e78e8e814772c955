/** A number as people write it: 12,345. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A part of a whole in per cent; small but not nothing stays visible as "< 1 %". */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  const share = (part / whole) * 100;
  if (share < 1) return '< 1 %';
  return part < whole && share > 99 ? '> 99 %' : `${String(Math.round(share))} %`;
}

/** `1 row`, `2 rows`. */
export function plural(value: number, one: string): string {
  return `${count(value)} ${value === 1 ? one : manyOf(one)}`;
}

/** The name of a stream as people say it: `ledgerEntry` is "ledger entry". */
export function spell(stream: string): string {
  return stream.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
}

/** The same for many, with a capital: "Ledger entries". */
export function heading(stream: string): string {
  const many = manyOf(spell(stream));
  return many.charAt(0).toUpperCase() + many.slice(1);
}

/** `2024-03` as "Mar 2024". */
export function month(iso: string): string {
  return `${MONTHS[Number(iso.slice(5, 7)) - 1] ?? ''} ${iso.slice(0, 4)}`;
}

/** `2024-03-09` as "9 Mar 2024". */
export function day(iso: string): string {
  return `${String(Number(iso.slice(8, 10)))} ${month(iso)}`;
}

/** A size in bytes, kB or MB. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} bytes`;
  return bytes < 1_000_000 ? `${count(Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function manyOf(one: string): string {
  return /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`;
}
