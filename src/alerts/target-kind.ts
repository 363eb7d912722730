// What a kind of target is to the room: how it takes a message.

import type { TargetKind, TargetOptions } from '../model/alert-target.ts';
import type { Message } from './message.ts';

export type OptionsOf<Kind extends TargetKind> = Extract<TargetOptions, { readonly kind: Kind }>;

export interface AlertTargetKind<Kind extends TargetKind = TargetKind> {
  readonly kind: Kind;
  /** Shows what is wrong as long as it is: it takes each alert by itself, and always hears when it is over. */
  readonly isBoard?: boolean;
  /** Null where it can be used now; else why not. */
  readonly unavailable?: () => string | null;
  /**
   * Resolves when the other side has taken it.
   * @throws AppError `alert.unavailable` (retryable; `retryAfterMs` in its context where the other side says so),
   *   `alert.refused` where sending the same again is of no use. `remaining` in the context: the readers to
   *   try again, where the others have it, or will not take it
   * @param remaining of an attempt before this one: the others have it
   */
  send(message: Message, options: OptionsOf<Kind>, signal: AbortSignal, remaining?: readonly string[]): Promise<void>;
}
