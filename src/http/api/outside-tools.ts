// What programs that read an OpenAPI document want of it besides: names for what they generate, and nothing that they do not know.

/** Of our own, in schemas of settings: others take them for mistakes unless they begin so (OpenAPI 3.1, 4.9). */
const OURS = new Set(['label', 'unit', 'restart']);

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Each operation by what it does: `patchChannels`, `deleteReviewHistoryById`. */
export function nameOperations(paths: Readonly<Record<string, object>>): void {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) {
      const { [method]: operation } = item as { readonly [Method in typeof method]?: { operationId?: string } };
      if (operation) operation.operationId ??= operationName(method, path);
    }
  }
}

/** `{session_id}` is `BySessionId`. */
const operationName = (method: string, path: string): string =>
  method +
  path
    .replaceAll('{', 'by-')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** The same document with our own words as extensions: `x-label`. */
export function withExtensions<Value>(value: Value, isNames = false): Value {
  if (Array.isArray(value)) return value.map((one: unknown) => withExtensions(one)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => {
    const isOurs = !isNames && OURS.has(name) && typeof field !== 'object';
    // What stands below these are examples, or fields by their names, which may be anything.
    if (['example', 'examples', 'default', 'enum', 'const'].includes(name) && !isNames) return [name, field] as const;
    return [isOurs ? `x-${name}` : name, withExtensions(field, !isNames && name === 'properties')] as const;
  });
  return Object.fromEntries(fields) as Value;
}
