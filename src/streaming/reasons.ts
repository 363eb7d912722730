// Why a line that has a connection makes way for another.

import { AppError } from '../kernel/errors.ts';

export const stalled = (): AppError =>
  new AppError('upstream.stalled', 'The provider stopped sending', { retryable: true });

export const tooSlow = (): AppError =>
  new AppError('upstream.too-slow', 'The provider sends more slowly than the picture plays', { retryable: true });

export const noPictureInTime = (): AppError =>
  new AppError('upstream.timeout', 'No picture came in time', { retryable: true });

/** The connection was there and brought too little: the next one to the same stream is not likely to be better at once. */
export const isFading = (reason: AppError | undefined): boolean =>
  reason?.code === 'upstream.stalled' || reason?.code === 'upstream.too-slow';
