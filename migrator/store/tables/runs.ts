import type { Knex } from 'knex';

/** Runs with their operations, the staged rows these were made from, and the rows that are part of none. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('runs', (table) => {
    table.increments('nr');
    table.text('id').notNullable().unique();
    table.text('account_id').notNullable().references('accounts.id').onDelete('CASCADE');
    table.text('source').notNullable();
    table.text('kind').notNullable();
    table.integer('intake').references('intakes.nr').onDelete('CASCADE');
    table.text('undoes');
    table.text('state').notNullable();
    table.text('cause');
    table.text('remedy');
    table.text('until');
    table.text('hash').notNullable();
    table.text('created_at').notNullable();
    table.text('started_at');
    table.text('finished_at');
    table.binary('document').notNullable();
    table.integer('version').notNullable();
    table.integer('operation_count').notNullable();
    table.index(['account_id']);
    table.index(['intake']);
    table.index(['state']);
  });
  await db.schema.createTable('operations', (table) => {
    table.integer('run').notNullable().references('runs.nr').onDelete('CASCADE');
    table.integer('seq').notNullable();
    table.text('id').notNullable().unique();
    table.integer('level').notNullable();
    table.text('object').notNullable();
    table.text('forecast').notNullable();
    table.text('target_id');
    table.text('state').notNullable();
    table.text('result_kind');
    table.text('landed_id');
    table.text('reason');
    table.text('remedy');
    table.binary('sealed').notNullable();
    table.primary(['run', 'seq']);
    table.index(['run', 'state', 'level', 'seq']);
  });
  await db.schema.createTable('contributions', (table) => {
    table.integer('run').notNullable().references('runs.nr').onDelete('CASCADE');
    table.integer('row_id').notNullable();
    table.integer('seq').notNullable();
    table.primary(['run', 'row_id', 'seq']);
  });
  await db.schema.createTable('skipped_rows', (table) => {
    table.integer('run').notNullable().references('runs.nr').onDelete('CASCADE');
    table.integer('row_id').notNullable();
    table.text('reason').notNullable();
    table.primary(['run', 'row_id']);
  });
}

/** Takes the tables away again. */
export async function down(db: Knex): Promise<void> {
  for (const table of ['skipped_rows', 'contributions', 'operations', 'runs']) await db.schema.dropTable(table);
}
