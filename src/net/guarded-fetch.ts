// `fetch` for addresses that a person has typed: media servers, webhooks. Under the rules of reach.ts; no redirect is followed
// unless it is asked for.

import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici';
import { SECOND_MS } from '../kernel/units.ts';
import { guardedConnector } from './connector.ts';

const CONNECT_WITHIN_MS = 10 * SECOND_MS;

let agent: Agent | undefined;

/** @throws TypeError with the reason as its cause, as `fetch` does */
export async function guardedFetch(url: string, init: RequestInit = {}): Promise<Response> {
  agent ??= new Agent({ connect: guardedConnector({ timeout: CONNECT_WITHIN_MS }, 'typed') });
  const asked = { redirect: 'manual', ...init, dispatcher: agent } as UndiciInit;
  const response: unknown = await undiciFetch(url, asked); // the same interface, declared twice
  return response as Response;
}
