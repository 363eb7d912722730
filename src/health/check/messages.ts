// What crosses between those who want checks and the thread that makes them: many at once, in both directions.

import type { MessagePort } from 'node:worker_threads';
import type { ErrorMessage } from '../../kernel/errors.ts';
import type { Reach } from '../../net/reach.ts';
import type { CheckAnswer, CheckRequest } from './request.ts';

export interface StationInput {
  readonly port: MessagePort;
}

export interface ToStation {
  readonly checks: readonly { readonly no: number; readonly request: CheckRequest }[];
  /** Checks that are to be given up. */
  readonly cancelled: readonly number[];
  /** What may be asked; as before where it is left out. */
  readonly reach: Reach | undefined;
}

export interface FromStation {
  readonly answers: readonly StationAnswer[];
}

/** The connection is closed by then. */
export type StationAnswer =
  | { readonly no: number; readonly answer: CheckAnswer }
  | { readonly no: number; readonly error: ErrorMessage };

/** What of an answer is handed over instead of copied. */
export const buffersOf = (answers: readonly StationAnswer[]): ArrayBuffer[] =>
  answers.flatMap((one) => {
    const bytes = 'answer' in one ? one.answer.bytes : null;
    return bytes && bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer as ArrayBuffer] : [];
  });
