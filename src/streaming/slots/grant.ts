// A slot of one account, in its holder's hands.

import type { AppError } from '../../kernel/errors.ts';
import type { ProviderId } from '../../model/ids.ts';
import type { Slot, SlotHolder } from './slots.ts';

/** What a grant asks of the account that it is of. */
interface Grantor {
  readonly options: { readonly providerId: ProviderId; readonly login: string };
  waitMsFor(grant: Grant): number;
  ready(grant: Grant, signal: AbortSignal | undefined): Promise<void>;
  accepted(grant: Grant): void;
  refused(grant: Grant, reason: AppError): AppError;
  hungUp(grant: Grant): void;
  release(grant: Grant): void;
}

export class Grant implements Slot {
  readonly holder: SlotHolder;
  readonly #account: Grantor;
  /** A connection is being dialled or open. The account's to set. */
  isOpen = false;
  /** Of the connection that is or was last open: the provider did not answer it with a refusal. The account's to set. */
  wasLetIn = true;
  /** Of the same: the provider may go on counting it when it is closed. The account's to set. */
  isCounted = true;
  /** Monotonic instant of the last dial. The account's to set. */
  dialledMs = Number.POSITIVE_INFINITY;
  /** When it was dialled: how long before a connection had been closed whose place it needed, in milliseconds. */
  sinceCloseMs: number | undefined;
  /** As many as the provider seemed to allow when it refused this one beside our own checks, or is believed to. The account's to set. */
  suspectedLimit = Number.POSITIVE_INFINITY;
  /** What is dialled. */
  subject = '';

  /** As many as its holder believes that the account allows. */
  readonly believedLimit: number;

  constructor(account: Grantor, holder: SlotHolder, believedLimit = Number.POSITIVE_INFINITY) {
    this.#account = account;
    this.holder = holder;
    this.believedLimit = this.suspectedLimit = believedLimit;
  }

  get providerId(): ProviderId {
    return this.#account.options.providerId;
  }
  get login(): string {
    return this.#account.options.login;
  }
  get waitMs(): number {
    return this.isOpen ? 0 : this.#account.waitMsFor(this);
  }

  get isAfterClose(): boolean {
    return this.isOpen && this.sinceCloseMs !== undefined;
  }

  ready(subject: string, signal?: AbortSignal): Promise<void> {
    this.subject = subject;
    return this.#account.ready(this, signal);
  }
  accepted(): void {
    this.#account.accepted(this);
  }
  refused(reason: AppError): AppError {
    return this.#account.refused(this, reason);
  }
  hungUp(): void {
    this.#account.hungUp(this);
  }
  release(): void {
    this.#account.release(this);
  }
}
