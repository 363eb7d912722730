// How SQLite would answer what a reader asks: for what the thread that streams reads, which is to be found, not looked for.

import type { DatabaseSync } from 'node:sqlite';

/** @returns each step of each query that `open` prepares, `SEARCH title USING INDEX …`, with the query before it */
export function queryPlans(database: DatabaseSync, open: (recorder: DatabaseSync) => unknown): string[] {
  const steps: string[] = [];
  const prepare = (sql: string): unknown => {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    steps.push(...plan.map(({ detail }) => `${sql.replaceAll(/\s+/g, ' ')}: ${String(detail)}`));
    return database.prepare(sql);
  };
  open({ prepare } as unknown as DatabaseSync);
  return steps;
}
