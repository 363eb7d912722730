import { expect, test } from 'vitest';
import {
  AppError,
  ERROR_CODES,
  errorFromMessage,
  errorToMessage,
  isAbort,
  toAppError,
} from '../../src/kernel/errors.ts';

test('codes are of one spelling and there is none twice', () => {
  expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
  for (const code of ERROR_CODES) expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?$/);
});

test('an AppError stays what it is', () => {
  const error = new AppError('net.dns', 'no such host');
  expect(toAppError(error, 'internal')).toBe(error);
});

test('anything else that is thrown becomes an AppError with the original as its cause', () => {
  const cause = new TypeError('x is not a function');
  expect(toAppError(cause)).toMatchObject({ code: 'internal', message: 'x is not a function', cause });
  expect(toAppError('plain text', 'net.reset')).toMatchObject({ code: 'net.reset', message: 'plain text' });
});

test('code, message, retryability and facts survive the way between threads', () => {
  const error = new AppError('net.timeout', 'no answer', { retryable: true, context: { afterMs: 8_000 } });
  const arrived = errorFromMessage(structuredClone(errorToMessage(error)));
  expect(arrived).toBeInstanceOf(AppError);
  expect(arrived).toMatchObject({
    code: 'net.timeout',
    message: 'no answer',
    retryable: true,
    context: { afterMs: 8_000 },
  });
});

test('the cause crosses as text, and nothing that crosses holds a password', () => {
  const cause = new Error('GET http://u:hunter2@tv.invalid/ failed');
  const context = { url: 'http://tv.invalid/live/u/hunter2/1.ts', signal: AbortSignal.abort(), retry: () => 1 };
  const sent = structuredClone(errorToMessage(new AppError('net.reset', 'http://u:hunter2@x/', { cause, context })));
  expect(sent.context['cause']).toBe('GET http://***@tv.invalid/ failed');
  expect(JSON.stringify(sent)).not.toContain('hunter2');
});

test('an abort is known whichever library threw it', () => {
  const abort = new AbortController();
  abort.abort();
  expect(isAbort(abort.signal.reason)).toBe(true);
  expect(isAbort(Object.assign(new Error('aborted'), { code: 'ABORT_ERR' }))).toBe(true);
  expect(isAbort(new Error('aborted'))).toBe(false);
  expect(isAbort('AbortError')).toBe(false);
});
