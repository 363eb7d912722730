// The one error of the house. Codes are a closed union, grouped by room; each face maps them to its own dialect.

import { redactText, redactValue } from './redact.ts';

export const ERROR_CODES = [
  'request.invalid',
  'request.unauthorised',
  'request.forbidden',
  'request.not-found',
  'request.no-method',
  'request.conflict',
  'request.changed-since',
  'request.key-reused',
  'request.too-many',
  'request.too-large',
  'request.headers-too-large',
  'request.no-upgrade',
  'settings.invalid',
  'storage.locked',
  'storage.corrupt',
  'storage.full',
  'storage.newer',
  'format.malformed',
  'format.not-a-playlist',
  'format.not-a-guide',
  'format.too-large',
  'net.refused',
  'net.timeout',
  'net.reset',
  'net.dns',
  'net.tls',
  'net.too-many-redirects',
  'net.truncated',
  'net.malformed',
  'net.bad-address',
  'provider.unknown',
  'provider.invalid',
  'provider.unauthorised',
  'provider.refused',
  'provider.not-found',
  'provider.unavailable',
  'provider.empty',
  'provider.shrunk',
  'channel.unknown',
  'channel.disabled',
  'channel.no-stream',
  'stream.unknown',
  'title.unknown',
  'rule.unknown',
  'upstream.no-slot',
  'upstream.limit-reached',
  'upstream.refused',
  'upstream.not-found',
  'upstream.unavailable',
  'upstream.empty',
  'upstream.not-video',
  'upstream.garbage',
  'upstream.no-picture',
  'upstream.scrambled',
  'upstream.clip',
  'upstream.ended',
  'upstream.stalled',
  'upstream.too-slow',
  'upstream.timeout',
  'upstream.unsupported',
  'tuner.all-in-use',
  'tuner.in-use',
  'viewer.ended',
  'process.port-taken',
  'process.worker-failed',
  'process.starting',
  'process.stopping',
  'process.maintenance',
  'process.busy',
  'process.too-slow',
  'alert.unknown',
  'alert.unavailable',
  'alert.refused',
  'home-assistant.unavailable',
  'home-assistant.refused',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Facts for the log; redacted when written, never shown to a client. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Whether the same attempt may succeed later without a person changing anything. */
  readonly retryable?: boolean;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly context: Readonly<Record<string, unknown>>;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.context = options.context ?? {};
    this.retryable = options.retryable ?? false;
  }
}

/** An `AppError` stays what it is; anything else becomes `internal` with the original as its cause. */
export function toAppError(error: unknown, code: ErrorCode = 'internal'): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError(code, message, { cause: error });
}

/** The plain form in which an error crosses a worker's border (structured clone drops class and fields). */
export interface ErrorMessage {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Redacted, and of plain values only; the cause is kept as text in the context. */
export function errorToMessage(error: unknown): ErrorMessage {
  const { code, message, retryable, context, cause } = toAppError(error);
  const facts = cause instanceof Error && cause.message !== message ? { ...context, cause } : context;
  return { code, message: redactText(message), retryable, context: redactValue(facts) as typeof context };
}

export function errorFromMessage(sent: ErrorMessage): AppError {
  return new AppError(sent.code, sent.message, { retryable: sent.retryable, context: sent.context });
}

/** True for the error of an aborted signal, whichever library threw it. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || ('code' in error && error.code === 'ABORT_ERR'));
}
