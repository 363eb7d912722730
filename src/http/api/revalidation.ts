// Answers to GET that are changed at the same address, in JSON or YAML: parts of them (`?fields=`, of JSON), and none at all when the client has the same already (RFC 9110, ETag).

import type { Context, MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../guard.ts';
import { etagOf } from './edited.ts';
import type { FieldTree, UnknownFields } from './known-fields.ts';
import { refuseInput } from './refused-input.ts';

const MOST_FIELDS = 50;
/** Steps into what is inside. */
const DEEPEST = 4;
const NAME = `[a-z0-9_]+(?:\\.[a-z0-9_]+){0,${DEEPEST - 1}}`;
const FIELD = new RegExp(`^${NAME}$`);
/** Of `?fields=` as a whole. */
export const FIELDS_PATTERN = `^ *${NAME}(?: *, *${NAME}){0,${MOST_FIELDS - 1}} *$`;

const JSON_TYPE = 'application/json';
/** What these answer has an `ETag`: a text of rules is read and written as a whole, as settings are. */
export const REVALIDATED: readonly string[] = [JSON_TYPE, 'application/yaml'];

/** Kept by the client, asked for again each time: what is in it is somebody's. */
const REVALIDATE = 'private, no-cache';

export const revalidation =
  (unknownFields: UnknownFields): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
    const fields = takeFields(c);
    const unknown = fields ? unknownFields(c.req.path.replace(/^\/api/, ''), fields) : [];
    if (unknown.length > 0) refuseFields(`there is no ${unknown.join(', ')}`);
    await next();
    await revalidate(c, fields);
  };

async function revalidate(c: Context<ApiEnv>, fields: FieldTree | undefined): Promise<void> {
  const { res } = c;
  const type = res.headers.get('content-type') ?? '';
  if (res.status !== 200 || !REVALIDATED.some((one) => type.startsWith(one))) return;
  const text = await res.text();
  const body = fields && type.startsWith(JSON_TYPE) ? JSON.stringify(partOf(JSON.parse(text), fields)) : text;
  const etag = etagOf(body, c);
  const headers = new Headers(res.headers);
  headers.delete('content-length');
  headers.set('etag', etag);
  headers.set('cache-control', REVALIDATE);
  const isSame = knows(c.req.header('if-none-match'), etag);
  if (isSame) headers.delete('content-type');
  c.res = undefined; // else its headers would be merged
  c.res = new Response(isSame ? null : body, { status: isSame ? 304 : 200, headers });
}

/** @throws AppError `request.invalid` */
const refuseFields = (detail: string): never => refuseInput('query', [{ field: 'fields', detail }]);

/** Weak validators are compared as strong ones, and `*` is any (RFC 9110, 13.1.2). */
const knows = (said: string | undefined, etag: string): boolean =>
  said?.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag) ?? false;

/** Takes them off the address, so that no route has to know of them. @throws AppError `request.invalid` */
function takeFields(c: Context<ApiEnv>): FieldTree | undefined {
  const url = new URL(c.req.url);
  const all = url.searchParams.getAll('fields');
  if (all.length === 0) return undefined;
  url.searchParams.delete('fields');
  c.req.raw = new Request(url, { headers: c.req.raw.headers, signal: c.req.raw.signal });
  const names = all.flatMap((said) => said.split(',')).map((name) => name.trim());
  if (names.length > MOST_FIELDS || names.some((name) => !FIELD.test(name))) {
    refuseFields('names with commas between, with dots for what is inside.');
  }
  return treeOf(names);
}

function treeOf(names: readonly string[]): FieldTree {
  const tree: Record<string, FieldTree | true> = Object.create(null) as Record<string, FieldTree | true>;
  for (const [first, rest] of names.map((name) => split(name))) {
    const known = tree[first];
    if (rest === '' || known === true) tree[first] = true;
    else tree[first] = { ...known, ...treeOf([rest]) };
  }
  return tree;
}

function split(name: string): [first: string, rest: string] {
  const at = name.indexOf('.');
  return at === -1 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}

/** Of a list, of each item; what stands beside the items (`next`, `total`) stays. */
function partOf(value: unknown, tree: FieldTree): unknown {
  if (isObject(value) && Array.isArray(value['items'])) {
    return { ...value, items: value['items'].map((item) => pick(item, tree)) };
  }
  return pick(value, tree);
}

function pick(value: unknown, tree: FieldTree): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, tree));
  if (!isObject(value)) return value;
  const kept = Object.entries(tree).filter(([name]) => Object.hasOwn(value, name));
  return Object.fromEntries(
    kept.map(([name, inner]) => [name, inner === true ? value[name] : pick(value[name], inner)]),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
