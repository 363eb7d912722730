// What a provider's HTTP status means for whoever wanted the content.

import { AppError } from '../kernel/errors.ts';
import type { HttpResponse } from './client.ts';

/** `undefined` when the response carries the content, plain or as gzip. */
export function answerError({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>): AppError | undefined {
  if (status >= 200 && status < 300) return encodingError(headers['content-encoding']);
  const context = { status };
  if (status === 401) {
    return new AppError('provider.unauthorised', 'The provider does not accept the login (401)', { context });
  }
  if (status === 404 || status === 410) {
    return new AppError('provider.not-found', `The provider has nothing at this address (${status})`, { context });
  }
  if (status === 429 || status >= 500) {
    const message = `The provider is not available at the moment (${status})`;
    return new AppError('provider.unavailable', message, { context, retryable: true });
  }
  // 403, and what panels made up: 456, 458, 884 and others for a blocked, expired or overused account.
  return new AppError('provider.refused', `The provider refused (${status})`, { context });
}

/** Only gzip is asked for, and that is recognised by its bytes: a wrong header does no harm. */
function encodingError(encoding = ''): AppError | undefined {
  if (!/^(?:br|zstd|deflate|compress)$/i.test(encoding.trim())) return undefined;
  return new AppError('net.malformed', `The server sent ${encoding}, which was not asked for`);
}
