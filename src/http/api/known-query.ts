// Names behind the `?`: one that a route does not know is refused, also where it knows none. A name that is mistyped would be
// passed over, and everything answered or changed where a part was meant.

import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../guard.ts';
import { describedPaths, type Described } from './known-fields.ts';
import { refuseInput } from './refused-input.ts';

type Names = ReadonlySet<string>;
type Operations = Readonly<Record<string, { readonly parameters?: readonly Parameter[] } | undefined>>;
interface Parameter {
  readonly in?: string;
  readonly name?: string;
}

/** Of a description's operation. */
export const queryNamesOf = (operation: unknown): string[] =>
  ((operation as Operations[string])?.parameters ?? []).flatMap(({ in: place, name }) =>
    place === 'query' && name !== undefined ? [name] : [],
  );

/**
 * A change may say what its `If-Match` was read with, too (preconditions.ts).
 * @param description read when somebody asks with a query for the first time
 */
export function knownQuery(description: () => Described): MiddlewareHandler<ApiEnv> {
  let known: readonly (readonly [pattern: RegExp, item: unknown])[] | undefined;
  const namesAt = (path: string, method: string): Names | undefined => {
    known ??= describedPaths(description());
    const item = known.find(([pattern]) => pattern.test(path))?.[1] as Operations | undefined;
    const operation = item?.[method];
    return operation && new Set([...queryNamesOf(operation), ...queryNamesOf(item['get'])]);
  };
  return async (c, next) => {
    const asked = Object.keys(c.req.query());
    const method = c.req.method === 'HEAD' ? 'get' : c.req.method.toLowerCase();
    const names = asked.length > 0 ? namesAt(c.req.path.replace(/^\/api/, ''), method) : undefined;
    const unknown = names ? asked.filter((name) => !names.has(name)) : [];
    if (unknown.length > 0) refuseInput('query', [{ field: '', detail: `knows nothing called ${unknown.join(', ')}` }]);
    return next();
  };
}

/** Every route may be asked with a name that it does not know. @param refused what it answers then */
export function describeQueries(paths: Readonly<Record<string, object>>, refused: object): void {
  for (const item of Object.values(paths))
    for (const operation of Object.values(item) as { responses: object }[])
      operation.responses = { 400: refused, ...operation.responses };
}
