import type { Knex } from 'knex';
import { chunksOf } from './paging.js';
import type { IntakeRef } from './staged-records.js';

interface FileRow {
  readonly intake: number;
  readonly ordinal: number;
  readonly name_hash: string;
  readonly name: Buffer;
}

/**
 * The numbers of these files within the intake; new names get the next ones. Names are sealed, because offices put patients'
 * names into them. Call it under the intake's lock.
 */
export async function fileOrdinals(trx: Knex.Transaction, intake: IntakeRef, names: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const known = await trx<FileRow>('intake_files').where({ intake: intake.nr }).select('ordinal', 'name_hash');
  const ordinals = new Map(known.map((row) => [row.name_hash, row.ordinal]));
  const result = new Map<string, number>();
  const added: FileRow[] = [];
  for (const name of names) {
    const hash = intake.sealer.hash('file', intake.id, name);
    let ordinal = ordinals.get(hash);
    if (ordinal === undefined) {
      ordinal = ordinals.size + 1;
      ordinals.set(hash, ordinal);
      added.push({ intake: intake.nr, ordinal, name_hash: hash, name: intake.sealer.seal(placeOf(intake, ordinal), name) });
    }
    result.set(name, ordinal);
  }
  for (const chunk of chunksOf(added)) await trx('intake_files').insert(chunk);
  return result;
}

/** The files of an intake by number. */
export async function fileNames(db: Knex, intake: IntakeRef): Promise<ReadonlyMap<number, string>> {
  const rows = await db<FileRow>('intake_files').where({ intake: intake.nr });
  return new Map(rows.map((row) => [row.ordinal, intake.sealer.open<string>(placeOf(intake, row.ordinal), row.name)]));
}

function placeOf(intake: IntakeRef, ordinal: number): string {
  return `intake_files|${intake.id}|${ordinal}`;
}
