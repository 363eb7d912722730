// Asks the API. Addresses are relative to the page: it may lie under any path.

import { Problem, type ProblemBody } from './problem.ts';
import type { Answer, Asked, RouteName } from './routes.ts';
import { renewLogin } from './renew.ts';
import { token } from './token.ts';

type Plain = string | number | boolean | undefined;

interface AnyAsked {
  readonly params?: Readonly<Record<string, Plain>>;
  readonly query?: Readonly<Record<string, Plain>>;
  readonly body?: unknown;
}

/** Nothing to say about the request itself is fine where the route needs nothing. */
type Rest<Name extends RouteName> =
  { readonly signal?: never } extends Asked<Name>
    ? [asked?: Asked<Name>, signal?: AbortSignal]
    : [asked: Asked<Name>, signal?: AbortSignal];

/** @throws Problem with a sentence for a person; `AbortError` when the signal says so */
export async function ask<Name extends RouteName>(route: Name, ...[asked, signal]: Rest<Name>): Promise<Answer<Name>> {
  const [method = 'GET', path = ''] = route.split(' ');
  const { params = {}, query = {}, body } = (asked ?? {}) as AnyAsked;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const response = await send(`api${filled}${searchOf(query)}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  return (await readAnswer(response)) as Answer<Name>;
}

/** A text that is no JSON. */
export interface ReadText {
  readonly text: string;
  /** Sent back with a change, so that none of another's is written over. */
  readonly etag: string | null;
}

/** @throws Problem */
export async function readText(path: string): Promise<ReadText> {
  const response = await send(path, { method: 'GET', headers: {} });
  if (!response.ok) await readAnswer(response);
  return { text: await response.text(), etag: response.headers.get('etag') };
}

/** @param etag of what it takes the place of; left out, whatever stands there. @throws Problem, `request.changed-since` where that is another */
export async function writeText(path: string, body: string, etag: string | null = null): Promise<void> {
  const headers = { 'content-type': 'application/yaml', ...(etag !== null && { 'if-match': etag }) };
  await readAnswer(await send(path, { method: 'PUT', headers, body }));
}

/** A file as it is. @throws Problem */
export async function askFile<Answered>(path: string, file: File): Promise<Answered> {
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  return (await readAnswer(await send(path, { method: 'PUT', headers, body: file }))) as Answered;
}

function searchOf(query: Readonly<Record<string, Plain>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, `${value}`);
  return search.size === 0 ? '' : `?${search}`;
}

interface Sent extends RequestInit {
  readonly headers: Readonly<Record<string, string>>;
}

/** With the login; once more with a new one when it was over. @throws Problem when nobody answers */
export async function send(address: string, init: Sent): Promise<Response> {
  const known = token.read();
  const response = await sendOnce(address, init, known);
  if (response.status !== 401 || known === null || !(await renewLogin(known))) return response;
  return sendOnce(address, init, token.read());
}

async function sendOnce(address: string, init: Sent, known: string | null): Promise<Response> {
  try {
    const headers = known === null ? init.headers : { ...init.headers, authorization: `Bearer ${known}` };
    return await fetch(new URL(address, document.baseURI), { ...init, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem({ status: 0, code: 'offline', detail: '' });
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  const body = parse(text);
  if (response.ok && (text === '' || body !== undefined)) return body;
  const problem = (body ?? { status: response.status, code: 'stranger', detail: '' }) as ProblemBody;
  if (response.status === 401) token.refused();
  throw new Problem({ ...problem, status: response.status });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
