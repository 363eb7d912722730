// What was decided and is on the disk, but could not be shown yet: whoever has asked for it is told so, and need not ask again.

import { AppError, toAppError } from './errors.ts';

/** The error of what failed afterwards, saying that the decision stands. */
export function keptError(cause: unknown): AppError {
  const { code, message, retryable, context } = toAppError(cause);
  const told = `It is decided and kept, and shows as soon as that can be done; now it could not be: ${message}`;
  return new AppError(code, told, { cause, retryable, context: { ...context, isKept: true } });
}

/** Runs what shows a decision that is on the disk. @throws AppError as `keptError` */
export const showKept = <Result>(work: () => Promise<Result>): Promise<Result> =>
  work().catch((error: unknown) => {
    throw keptError(error);
  });
