// Why a database cannot be used, in words for whoever runs Masthead.

import { AppError } from '../kernel/errors.ts';

/** SQLite's result code, without its extension; undefined for what is no error of SQLite's. */
export const resultCodeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? (error.errcode as number) & 0xff : undefined;

const FULL = 13;

/** Of codes that say something of the file and its folder (sqlite.org/rescode.html). */
const WHY: Readonly<Record<number, string>> = {
  3: 'it may not be opened by the user that Masthead runs as',
  5: 'another program is writing to it',
  6: 'another program is writing to it',
  8: 'it may not be written, or it lies on a disk that is read-only',
  10: 'the disk could not read or write it; it may be failing, or be no longer there',
  14: 'it may not be opened by the user that Masthead runs as, or its folder may not be written',
};

/** @returns `storage.full` or `internal` with the reason; what says nothing of the file stays as it is */
export function explained(file: string, error: unknown): unknown {
  const code = resultCodeOf(error);
  return code === FULL || (code !== undefined && code in WHY) ? reasonOf(file, code, error) : error;
}

/** @param code SQLite's */
export function reasonOf(file: string, code: number, cause?: unknown): AppError {
  if (code === FULL) {
    const message = `The disk is full: ${file} could not be written and is as it was before. Make room and start again.`;
    return new AppError('storage.full', message, { cause });
  }
  return new AppError('internal', `${file} cannot be used: ${WHY[code] ?? `SQLite's error ${code}`}.`, { cause });
}
