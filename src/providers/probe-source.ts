// Looks at the beginning of a file or an http(s) address: enough to tell what it is.

import { AppError } from '../kernel/errors.ts';
import type { ProviderSettings } from '../model/provider.ts';
import { openSource } from '../net/source.ts';
import type { ProbeRequest } from './provider.ts';

const HEAD_BYTES = 64 * 1024;

/** The first bytes as text, and how long they took. @throws AppError `provider.*`, `net.*` */
export async function headOf(request: ProbeRequest): Promise<{ readonly text: string; readonly latencyMs: number }> {
  const { http, clock, source, signal, settings } = request;
  const startMs = clock.monotonicMs();
  const opened = await openSource({ source, http, clock, signal, headers: ownHeaders(settings) });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let latencyMs = clock.monotonicMs() - startMs;
  if (!opened.unchanged) {
    for await (const chunk of opened.chunks) {
      if (bytes === 0) latencyMs = clock.monotonicMs() - startMs;
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= HEAD_BYTES) break;
    }
  }
  return { text: Buffer.concat(chunks).toString('utf8'), latencyMs };
}

/** @throws AppError as `headOf`; `provider.empty`, `format.not-a-playlist` */
export async function headOfPlaylist(request: ProbeRequest): ReturnType<typeof headOf> {
  const head = await headOf(request);
  if (head.text.trim() === '') throw new AppError('provider.empty', 'The address answers with nothing');
  if (isPage(head.text)) {
    throw new AppError('format.not-a-playlist', 'The address answers with a web page, not with a playlist');
  }
  if (head.text.length < HEAD_BYTES && isBare(head.text)) {
    throw new AppError('provider.empty', 'The playlist has no entries');
  }
  return head;
}

/** Nothing but a header and comments: what panels send to an account that has ended. */
function isBare(text: string): boolean {
  const lines = text.split('\n').flatMap((line) => line.trim() || []); // takes a byte order mark away, too
  return /^#EXTM3U/i.test(lines[0] ?? '') && lines.every((line) => line.startsWith('#'));
}

/** What a login page or an error page begins with. */
export const isPage = (text: string): boolean => /^\s*(?:<!doctype html|<html)/i.test(text);

export function ownHeaders(settings: ProviderSettings): Record<string, string> {
  const own = Object.entries(settings.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...(settings.user_agent === '' ? {} : { 'user-agent': settings.user_agent }), ...Object.fromEntries(own) };
}
