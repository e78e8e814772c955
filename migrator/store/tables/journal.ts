import type { Knex } from 'knex';

/** The append-only journal, and the links that follow from it. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('journal', (table) => {
    table.bigIncrements('nr');
    table.integer('run').notNullable().references('runs.nr').onDelete('CASCADE');
    table.integer('seq').notNullable();
    table.text('phase').notNullable();
    table.text('result');
    table.text('target_id');
    table.text('reason');
    table.text('remedy');
    table.text('link_change');
    table.binary('sealed').notNullable();
    table.text('at').notNullable();
    table.index(['run', 'seq']);
    table.index(['run', 'phase', 'nr']);
  });
  // An operation ends once. The store refuses a second outcome before it gets here; this holds even where the store is wrong.
  await db.raw("create unique index journal_one_outcome on journal (run, seq) where phase = 'outcome'");
  await db.schema.createTable('links', (table) => {
    table.text('account_id').notNullable().references('accounts.id').onDelete('CASCADE');
    table.text('external_hash').notNullable();
    table.text('object').notNullable();
    table.text('source').notNullable();
    table.text('target_id').notNullable();
    table.binary('sealed').notNullable();
    table.primary(['account_id', 'external_hash']);
    table.index(['account_id', 'object', 'external_hash']);
    table.index(['account_id', 'source']);
  });
}

/** Takes the tables away again. */
export async function down(db: Knex): Promise<void> {
  for (const table of ['links', 'journal']) await db.schema.dropTable(table);
}
