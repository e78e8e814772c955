import type { Knex } from 'knex';

/** Accounts, their wrapped data keys, their credentials and the lease of their one writer. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('master_key_checks', (table) => {
    table.integer('id').primary();
    table.binary('sealed').notNullable();
  });
  await db.schema.createTable('accounts', (table) => {
    table.text('id').primary();
    table.text('destination').notNullable();
    table.text('name').notNullable();
    table.text('key').notNullable();
    table.text('added_at').notNullable();
    table.unique(['destination', 'key']);
    table.index(['name']);
  });
  await db.schema.createTable('account_keys', (table) => {
    table.text('account_id').primary().references('accounts.id').onDelete('CASCADE');
    table.binary('wrapped').notNullable();
  });
  await db.schema.createTable('credentials', (table) => {
    table.text('account_id').notNullable().references('accounts.id').onDelete('CASCADE');
    table.text('user_hash').notNullable();
    table.binary('sealed').notNullable();
    table.integer('version').notNullable();
    table.text('renewing_by');
    table.text('renewing_until');
    table.primary(['account_id', 'user_hash']);
  });
  await db.schema.createTable('leases', (table) => {
    table.text('account_id').primary().references('accounts.id').onDelete('CASCADE');
    table.integer('fence').notNullable();
    table.text('holder');
    table.text('expires_at').notNullable();
    table.bigInteger('entries').notNullable();
  });
}

/** Takes the tables away again. */
export async function down(db: Knex): Promise<void> {
  for (const table of ['leases', 'credentials', 'account_keys', 'accounts', 'master_key_checks']) await db.schema.dropTable(table);
}
