// One player with one file: however many ranges it asks for, one connection to the provider, which the newest request has.
// An older one that is still open waits, and goes on where it was when the newer has ended.

import type { Clock, Timer } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { ProviderId } from '../../model/ids.ts';
import type { StreamSource } from '../../model/stream.ts';
import { atLogin, loginsOf } from '../slots/logins.ts';
import type { FileMeter } from './file-meter.ts';
import type { Throttle } from '../throttle.ts';
import type { Slot, SlotHolder, SlotRequest, Slots, SlotUseKind } from '../slots/slots.ts';

/** A player that seeks closes one connection and opens the next: its slot waits for it so long. */
const LINGER_MS = 8 * SECOND_MS;

interface Admission {
  readonly source: StreamSource;
  /** Waits a while for a connection to become free: not when there is another provider to be asked. */
  readonly isPatient: boolean;
  readonly signal: AbortSignal;
}

/** One request's turns at the connection. */
interface Request {
  turn: AbortController | undefined;
  wake: (() => void) | undefined;
}

export interface FileSessionOptions {
  readonly slots: Slots;
  readonly clock: Clock;
  readonly clients: readonly string[];
  readonly meter: FileMeter;
  /** One for all that the player asks for, however many ranges: each would begin with a burst of its own. */
  readonly throttle: Throttle;
  readonly priority: () => number;
  readonly onOver: () => void;
  /** How long a connection of the provider is waited for. */
  readonly slotWaitMs: number;
}

export class FileSession implements SlotHolder {
  readonly clients: readonly string[];
  readonly meter: FileMeter;
  readonly throttle: Throttle;
  readonly #options: FileSessionOptions;
  /** The newest last: it has the connection. */
  readonly #requests: Request[] = [];
  #slot: Slot | undefined;
  #lingerTimer: Timer | undefined;
  #isYielded = false;

  constructor(options: FileSessionOptions) {
    this.#options = options;
    this.clients = options.clients;
    this.meter = options.meter;
    this.throttle = options.throttle;
  }

  get use(): SlotUseKind {
    return this.#requests.length > 0 ? 'watched' : 'idle';
  }

  get priority(): number {
    return this.#options.priority();
  }

  /** Whose connection it has. */
  get providerId(): ProviderId | undefined {
    return this.#slot?.providerId;
  }

  holds(slot: Slot): boolean {
    return this.#slot === slot;
  }

  /** The slot goes to somebody else: nobody is watching, or somebody more important wants to. */
  yieldSlot(): Promise<void> {
    this.#isYielded = true;
    const reason = new AppError('upstream.no-slot', 'Somebody else needed the connection', { retryable: true });
    for (const { turn } of this.#requests) turn?.abort(reason);
    this.#slot = undefined;
    this.#end();
    return Promise.resolve();
  }

  enter(): Request {
    this.#lingerTimer?.cancel();
    const request: Request = { turn: undefined, wake: undefined };
    this.#requests.at(-1)?.turn?.abort(preempted());
    this.#requests.push(request);
    return request;
  }

  leave(request: Request): void {
    const at = this.#requests.indexOf(request);
    if (at < 0) return;
    this.#requests.splice(at, 1);
    request.turn?.abort(preempted());
    const next = this.#requests.at(-1);
    if (next) next.wake?.();
    else this.#linger();
  }

  /** Resolves when the request has the connection: at once for the newest. @throws AppError `upstream.no-slot` */
  async turn(request: Request, signal: AbortSignal): Promise<AbortSignal> {
    while (this.#requests.at(-1) !== request) {
      await new Promise<void>((resolve, reject) => {
        request.wake = resolve;
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    }
    if (this.#isYielded) throw new AppError('upstream.no-slot', 'The connection was given to somebody else');
    request.turn = new AbortController();
    return request.turn.signal;
  }

  /** The source as it is to be dialled, when its provider has a connection for us. @throws AppError `upstream.no-slot` */
  async admit({
    source,
    isPatient,
    signal,
  }: Admission): Promise<{ readonly source: StreamSource; readonly slot: Slot }> {
    const slot = await this.#slotFor(source, isPatient ? this.#options.slotWaitMs : 0, signal);
    await slot.ready(source.url, signal);
    return { source: atLogin(source, slot.login), slot };
  }

  async #slotFor(source: StreamSource, waitMs: number, signal: AbortSignal): Promise<Slot> {
    if (this.#slot && this.#slot.providerId === source.providerId) return this.#slot;
    this.#slot?.release();
    this.#slot = undefined;
    const { slots, clock } = this.#options;
    const request: SlotRequest = { providerId: source.providerId, logins: loginsOf(source) };
    const untilMs = clock.monotonicMs() + waitMs;
    for (;;) {
      const slot = slots.take(request, this);
      if (slot) return (this.#slot = slot);
      const leftMs = untilMs - clock.monotonicMs();
      if (leftMs <= 0) throw new AppError('upstream.no-slot', 'All connections are in use', { retryable: true });
      await this.#freed(leftMs, signal);
    }
  }

  async #freed(waitMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const forget = this.#options.slots.onFreed(resolve, this.clients);
    const timer = this.#options.clock.after(waitMs, resolve);
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      forget();
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
    }
  }

  #linger(): void {
    if (this.#isYielded) return;
    this.#lingerTimer = this.#options.clock.after(LINGER_MS, () => this.#end());
    this.#options.slots.offered(this);
  }

  #end(): void {
    this.#lingerTimer?.cancel();
    this.#slot?.release();
    this.#slot = undefined;
    this.#options.onOver();
  }
}

export type FileRequestHandle = ReturnType<FileSession['enter']>;

const preempted = (): AppError => new AppError('upstream.ended', 'A newer request of the player took the connection');
