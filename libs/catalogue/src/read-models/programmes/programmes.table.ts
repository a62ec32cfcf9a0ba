import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const catalogueProgrammes = sqliteTable('catalogue_programmes', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  issuer: text('issuer').notNull(),
  documentYear: integer('document_year').notNull(),
  /** First day, `YYYY-MM-DD`. */
  periodFrom: text('period_from').notNull(),
  /** Last day, `YYYY-MM-DD`. */
  periodUntil: text('period_until').notNull(),
  units: text('units').notNull(),
  policy: text('policy').notNull(),
  number: text('number'),
  /** `YYYY-MM-DD` */
  issuedOn: text('issued_on'),
  basis: text('basis', { mode: 'json' }).$type<readonly string[]>().notNull(),
});

export const catalogueSections = sqliteTable(
  'catalogue_sections',
  {
    programme: text('programme').notNull(),
    code: text('code').notNull(),
    title: text('title').notNull(),
    ordinal: integer('ordinal').notNull(),
  },
  (table) => [primaryKey({ columns: [table.programme, table.code] })],
);
