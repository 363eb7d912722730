// What of an answer a person decides, where it holds what is measured or fetched as well: that alone is what `If-Match` is about.
// Such an `ETag` has two parts, the first of what is decided, the second of the whole answer, which is what `If-None-Match` is about.

import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { ApiEnv } from '../guard.ts';

/** For whoever answers. @param decided as a person has decided it; without secrets, also not as they are kept */
export const edits = (c: Context<ApiEnv>, decided: unknown): void => c.set('edited', decided);

/** @param body as it is sent */
export function etagOf(body: string, c: Context<ApiEnv>): string {
  const { edited } = c.var;
  return edited === undefined ? `"${digestOf(body)}"` : `"${digestOf(JSON.stringify(edited))}.${digestOf(body)}"`;
}

const digestOf = (text: string): string => createHash('sha1').update(text).digest('base64url');

const TWO_PARTS = /^"([\w-]+)\.[\w-]+"$/;

/** Whether what a person decides is the same. Compared as strong ones (RFC 9110, 13.1.1): a weak one is like no other. */
export function isSameEdition(said: string, etag: string): boolean {
  const edition = TWO_PARTS.exec(etag)?.[1];
  return said === etag ? !said.startsWith('W/') : edition !== undefined && TWO_PARTS.exec(said)?.[1] === edition;
}
