// One logo over HTTP: an image, of bounded size, or an error with a reason.

import { AppError } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/units.ts';
import { capped, unwrapped } from '../net/body.ts';
import type { HttpClient } from '../net/client.ts';
import { imageKindOf, MAX_LOGO_BYTES, type Image } from './image-type.ts';

export interface FetchPorts {
  readonly http: HttpClient;
}

const WITHIN_MS = 20 * SECOND_MS;
/** Many logos come from hosts that are gone: waiting for those holds up the others. */
const LIMITS = { connectMs: 5 * SECOND_MS, headersMs: 8 * SECOND_MS, bodyIdleMs: 5 * SECOND_MS, redirects: 5 };

/** @throws AppError `net.*`, `provider.not-found`, `provider.unavailable`, `format.*` */
export async function fetchLogo(url: string, ports: FetchPorts, stop: AbortSignal): Promise<Image> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(WITHIN_MS)]);
  const headers = { accept: 'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8' };
  const response = await ports.http.request({ url, headers, signal, limits: LIMITS, purpose: 'picture' });
  try {
    if (response.status !== 200) throw refusal(response.status);
    const bytes = await readBounded(response.body);
    const kind = imageKindOf(bytes);
    if (kind === undefined) throw new AppError('format.malformed', 'What came for a logo is no image');
    return { kind, bytes };
  } finally {
    response.body.destroy();
  }
}

function refusal(status: number): AppError {
  const isGone = status >= 400 && status < 500 && status !== 429;
  return new AppError(isGone ? 'provider.not-found' : 'provider.unavailable', `A logo was answered with ${status}`, {
    retryable: !isGone,
  });
}

/** Both as sent and as unwrapped: some servers keep their SVGs zipped. */
async function readBounded(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of capped(unwrapped(capped(body, MAX_LOGO_BYTES)), MAX_LOGO_BYTES)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
