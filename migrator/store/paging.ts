/** Rows per statement and per page: knex writes SQLite inserts as compound selects, of which SQLite takes at most 500 terms. */
export const PAGE = 500;

/** Cuts a list into pieces that fit one statement. */
export function* chunksOf<T>(items: readonly T[], size: number = PAGE): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/**
 * Reads page after page, each starting behind the last row of the one before. No query stays open between pages,
 * so a slow reader never holds the database.
 */
export async function* pagesAfter<Row>(
  load: (after: number) => Promise<readonly Row[]>,
  position: (row: Row) => number,
): AsyncGenerator<readonly Row[]> {
  let after = 0;
  for (;;) {
    const page = await load(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = position(last);
  }
}
