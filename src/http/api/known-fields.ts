// Which fields an answer may have, by its description: who asks for one that there is not is told so, and not given nothing.

export interface Described {
  readonly paths?: Readonly<Record<string, unknown>> | undefined;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> | undefined } | undefined;
}

/** What is asked for: `true` where it is wanted whole. */
export type FieldTree = { readonly [name: string]: FieldTree | true };

/** @returns those that no answer of this path has, with dots; none where it is not described */
export type UnknownFields = (path: string, fields: FieldTree) => readonly string[];

type Schema = Readonly<Record<string, unknown>>;

/** @param description read when somebody asks for the first time */
export function unknownFieldsOf(description: () => Described): UnknownFields {
  let routes: readonly (readonly [pattern: RegExp, schema: Schema])[] | undefined;
  return (path, fields) => {
    const document = description();
    routes ??= routesIn(document);
    const schema = routes.find(([pattern]) => pattern.test(path))?.[1];
    return schema ? unknownIn(fields, itemsOf(schema, document), document) : [];
  };
}

function routesIn(document: Described): (readonly [RegExp, Schema])[] {
  return describedPaths(document).flatMap(([pattern, item]) => {
    const content = inside(item, 'get', 'responses', '200', 'content', 'application/json', 'schema');
    return content ? [[pattern, content] as const] : [];
  });
}

/** What is described at each path; those without parameters first, as the router takes them. */
export function describedPaths({ paths = {} }: Described): (readonly [pattern: RegExp, item: unknown])[] {
  const names = Object.keys(paths).toSorted((one, other) => one.split('{').length - other.split('{').length);
  return names.map((name) => [
    new RegExp(`^${name.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    paths[name],
  ]);
}

function inside(value: unknown, ...names: readonly string[]): Schema | undefined {
  const found = names.reduce<unknown>((at, name) => (isSchema(at) ? at[name] : undefined), value);
  return isSchema(found) ? found : undefined;
}

/** Of a list, each item. */
function itemsOf(schema: Schema, document: Described): readonly Schema[] {
  const plain = plainOf(schema, document);
  const lists = plain.flatMap((one) => {
    const items = inside(one, 'properties', 'items');
    return items ? plainOf(items, document) : [];
  });
  return lists.length > 0 ? lists : plain;
}

/** What it may be: without references, choices and lists around it. */
function plainOf(schema: Schema, document: Described): Schema[] {
  const { $ref: reference } = schema;
  if (typeof reference === 'string') {
    const named = document.components?.schemas?.[reference.replace('#/components/schemas/', '')];
    return isSchema(named) ? plainOf(named, document) : [schema];
  }
  const inner = ['anyOf', 'oneOf', 'allOf'].flatMap((kind) => (schema[kind] as readonly Schema[] | undefined) ?? []);
  const items = inside(schema, 'items');
  if (items) inner.push(items);
  return inner.length > 0 ? inner.flatMap((one) => plainOf(one, document)) : [schema];
}

function unknownIn(fields: FieldTree, schemas: readonly Schema[], document: Described): string[] {
  if (schemas.some(isOpen)) return [];
  return Object.entries(fields).flatMap(([name, rest]) => {
    const known = schemas.flatMap((schema) => {
      const properties = inside(schema, 'properties');
      const field = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
      return isSchema(field) ? plainOf(field, document) : [];
    });
    if (known.length === 0) return [name];
    return rest === true ? [] : unknownIn(rest, known, document).map((inner) => `${name}.${inner}`);
  });
}

/** It may have fields that nobody has described. */
const isOpen = (schema: Schema): boolean =>
  isSchema(schema['additionalProperties']) ||
  (schema['type'] === undefined && schema['enum'] === undefined && schema['const'] === undefined);

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
