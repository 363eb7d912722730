// What health needs of its neighbours: each a function or an interface that the app hands in.

import type { AppError } from '../kernel/errors.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { StreamSource } from '../model/stream.ts';

/** The right to have one connection open at a provider's account. */
export interface CheckSlot {
  readonly login: string;
  /** Resolves when a connection may be dialled. @throws the signal's reason, AppError `upstream.no-slot` */
  ready(subject: string, signal?: AbortSignal): Promise<void>;
  accepted(): void;
  /** @returns the reason as it is to be understood: right after another connection a refusal may mean the limit */
  refused(reason: AppError): AppError;
  hungUp(): void;
  release(): void;
}

export interface CheckSlotHolder {
  readonly use: 'probe';
  /** Somebody who watches needs it. Resolves when the connection is closed. */
  yieldSlot(): Promise<void>;
  holds(slot: unknown): boolean;
}

export interface CheckSlotRequest {
  readonly providerId: ProviderId;
  readonly logins?: readonly string[];
  readonly isSpare: boolean;
  /** Where no limit is known: as many as are believed to be allowed. */
  readonly believedLimit?: number;
}

export interface CheckSlots {
  /** @param isSpare leaves the last free one alone. `undefined` when there is none to be had without taking somebody's */
  take(request: CheckSlotRequest, holder: CheckSlotHolder): CheckSlot | undefined;
  /** Connections that the account allows; null where nobody has said so. */
  limitOf(providerId: ProviderId): number | null;
  /** Connections that somebody has now, ours as well. */
  usedOf(providerId: ProviderId): number;
  /** Whether nobody has a connection, and the provider counts none that was closed. */
  isUnused(providerId: ProviderId): boolean;
}

/** A stream as it is dialled under one of its provider's logins. */
export type Dialled = (source: StreamSource, login: string) => Pick<StreamSource, 'url' | 'headers'>;

export interface CheckSource {
  readonly source: StreamSource;
  readonly logins: readonly string[];
}

/** `undefined` for a stream that is gone, or that cannot be checked: protected, or brought by a program. */
export type SourceOf = (id: StreamId) => CheckSource | undefined;
