/** Values of an invented column that belongs to no field. */
export type DecoyKind = 'phone' | 'date' | 'timestamp' | 'flag' | 'name' | 'guid' | 'number' | 'user' | 'money' | 'word' | 'email';

/**
 * The same export in another office's words. `files` holds, per file of the practice generator, the new headers in the file's own order
 * (`|` between them; an empty one drops the column).
 */
export interface Dialect {
  readonly name: string;
  /** `own` keeps the generator's id ranges; `overlapping` counts every kind of record from 1, as many databases do. */
  readonly ids: 'own' | 'overlapping';
  readonly dates: 'us' | 'iso';
  /** Whether coded columns hold the codes or what they mean. */
  readonly codes: 'codes' | 'words';
  readonly files: Readonly<Record<string, string>>;
  /** Columns that belong to no field: `header:kind`, separated by `|`. */
  readonly decoys: Readonly<Record<string, string>>;
}
