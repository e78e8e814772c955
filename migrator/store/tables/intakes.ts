import type { Knex } from 'knex';

/** Intakes with their files, rows and sealed records. Rows point to an intake by number, which keeps a million of them small. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('intakes', (table) => {
    table.increments('nr');
    table.text('id').notNullable().unique();
    table.text('account_id').notNullable().references('accounts.id').onDelete('CASCADE');
    table.text('source').notNullable();
    table.text('created_at').notNullable();
    table.text('finished_at');
    table.text('layout_hash');
    table.binary('report');
    table.integer('row_count').notNullable();
    table.index(['account_id']);
  });
  await db.schema.createTable('intake_files', (table) => {
    table.integer('intake').notNullable().references('intakes.nr').onDelete('CASCADE');
    table.integer('ordinal').notNullable();
    table.text('name_hash').notNullable();
    table.binary('name').notNullable();
    table.primary(['intake', 'ordinal']);
    table.unique(['intake', 'name_hash']);
  });
  await db.schema.createTable('staged_rows', (table) => {
    table.integer('intake').notNullable().references('intakes.nr').onDelete('CASCADE');
    table.integer('id').notNullable();
    table.integer('file').notNullable();
    table.integer('line').notNullable();
    table.text('skipped_reason');
    table.text('skipped_stream');
    table.primary(['intake', 'id']);
  });
  await db.schema.createTable('staged_records', (table) => {
    table.bigIncrements('nr');
    table.integer('intake').notNullable().references('intakes.nr').onDelete('CASCADE');
    table.integer('row_id').notNullable();
    table.text('stream').notNullable();
    table.text('key_hash').notNullable();
    table.text('member_hash');
    table.binary('sealed').notNullable();
    table.index(['intake', 'stream', 'nr']);
    table.index(['key_hash', 'nr']);
    table.index(['member_hash', 'stream']);
  });
}

/** Takes the tables away again. */
export async function down(db: Knex): Promise<void> {
  for (const table of ['staged_records', 'staged_rows', 'intake_files', 'intakes']) await db.schema.dropTable(table);
}
