// Slots: the right to have a connection open at a provider's account. Live, movies and probes all take theirs here. An
// interface, so that several Mastheads may share one ledger; that one may be far away, so a slot can fail to become ready.

import { AppError } from '../../kernel/errors.ts';
import type { ProviderId } from '../../model/ids.ts';
import type { SlotUse } from '../session-view.ts';

/** What a connection is for: a person who watches, a check, or nobody any more. */
export type SlotUseKind = 'watched' | 'probe' | 'idle';

export interface SlotHolder {
  /** As it is now. Who watches takes the slot of a probe; anybody takes that of an idle holder. */
  readonly use: SlotUseKind;
  /** Among those who are watched, where the settings allow it: the higher takes from the lower. Without one it is 0. */
  readonly priority?: number;
  /** Who watches, or was the last to: what it gives up goes first to one of them who waits. As `clientOf` prints them. */
  readonly clients?: readonly string[];
  /** Ends the connection; resolves when it is closed. Called once; `release` may be called all the same. */
  yieldSlot(): Promise<void>;
  /** Whether the slot is still its own; asked when the ledger is rebuilt. */
  holds(slot: Slot): boolean;
}

export interface SlotRequest {
  readonly providerId: ProviderId;
  /** Logins that would do, in order of preference; without any, the provider's only one. */
  readonly logins?: readonly string[];
  /** Takes nobody's slot, and not the last free one: for what is good to know and not needed. */
  readonly isSpare?: boolean;
  /** As many as the account is believed to allow, where that is less than is known: it rather waits than is refused. */
  readonly believedLimit?: number;
}

export interface Slot {
  readonly providerId: ProviderId;
  /** '' where the provider has one account only. */
  readonly login: string;
  /** How long until `ready` resolves, as far as is known now, in milliseconds. */
  readonly waitMs: number;
  /** The connection that was let in needs the place of one that was closed just before, which the provider may still count. */
  readonly isAfterClose: boolean;
  /**
   * Resolves when a connection may be dialled: whoever was there before has closed its own, and the provider has noticed.
   * From then on the connection counts as open. Call it before each dial.
   * @param subject what is dialled: that one stream is refused says nothing about another
   * @throws the signal's reason, AppError `upstream.no-slot` when the slot is lost meanwhile
   */
  ready(subject: string, signal?: AbortSignal): Promise<void>;
  /** The connection works: the provider let it in. */
  accepted(): void;
  /**
   * The provider refused the connection. Right after another one was closed this may mean that it still counts that one:
   * then the reason is that the limit is reached, and `ready` for the same subject waits longer; for every subject, when the
   * refusal is of the account (`isOfAccount`).
   * @returns the reason as it is to be understood
   */
  refused(reason: AppError): AppError;
  /** The connection is closed, the slot is kept for the next one. */
  hungUp(): void;
  /** The connection is closed, and no other will follow. Idempotent. */
  release(): void;
}

export interface Slots {
  /** `undefined` when the account has no free slot and nobody who would give one up. */
  take(request: SlotRequest, holder: SlotHolder): Slot | undefined;
  /** A holder's connection is needed less than before. */
  offered(holder: Pick<SlotHolder, 'clients'>): void;
  /** Calls once when something may have become free, first those for whose client it is. Returns the way to stop waiting. */
  onFreed(listener: () => void, clients?: readonly string[]): () => void;
  /** Whether one of these clients is all that keeps a slot from becoming free: it pays to wait for the end of its request. */
  isHeldBy(clients: readonly string[], request: SlotRequest): boolean;
  uses(): readonly SlotUse[];
  /** Forgets every slot that its holder does not know of any more. @returns how many; each is a defect */
  rebuild(): number;
}

/** A refusal that is over when the provider has forgotten a connection that was closed: `ready` waits for that. */
export const stillCounted = (reason: AppError): AppError =>
  new AppError('upstream.limit-reached', 'The provider still counts a connection that was closed', {
    cause: reason,
    context: { ...reason.context, isStillCounted: true },
    retryable: true,
  });

/** The refusal is of the account, not of what was dialled: nothing else of the account would have been let in. */
export const ofAccount = (reason: AppError): AppError =>
  new AppError(reason.code, reason.message, {
    cause: reason,
    context: { ...reason.context, isOfAccount: true },
    retryable: reason.retryable,
  });

export const isOfAccount = ({ context }: AppError): boolean => context['isOfAccount'] === true;

export const isStillCounted = ({ context }: AppError): boolean => context['isStillCounted'] === true;

/** One client: programs behind the same address are told apart by their names. */
export const clientOf = (viewer: { readonly address: string; readonly userAgent: string }): string =>
  `${viewer.address} ${viewer.userAgent}`;
