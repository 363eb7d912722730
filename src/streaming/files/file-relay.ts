// Movies and episodes from provider to player: parts as they are asked for, gone on with at the right byte when the
// provider's connection breaks, within the provider's limit.

import { sleep, type Clock } from '../../kernel/clock.ts';
import { AppError, toAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { StreamSource } from '../../model/stream.ts';
import type { HttpClient } from '../../net/client.ts';
import type { SharedLimits } from '../limits.ts';
import type { Viewer } from '../sink.ts';
import type { StandingOf } from '../standing.ts';
import { clientOf, type Slots } from '../slots/slots.ts';
import { whoseOf } from './whose.ts';
import { FileMeter, type FileView } from './file-meter.ts';
import { FileSession, type FileRequestHandle } from './file-session.ts';
import { dialFile, Unsatisfiable, type FilePart } from './file-upstream.ts';
import type { ByteRange } from './range.ts';

/** Attempts in a row without a byte between them. */
const ATTEMPTS = 6;
const FIRST_WAIT_MS = SECOND_MS / 4;
/** Limits that have changed hold from then on. */
const LOOK_AGAIN_MS = SECOND_MS;
const LONGEST_WAIT_MS = 8 * SECOND_MS;

export interface FileRequest {
  /** What is played: ranges of the same key by the same client are one viewer. */
  readonly key: string;
  /** What it is a part of: requests for several parts by the same client are one viewer too. */
  readonly group?: string;
  /** In order of preference; never empty. */
  readonly sources: readonly StreamSource[];
  readonly range: ByteRange | undefined;
  readonly viewer: Viewer;
  /** The player is gone. */
  readonly signal: AbortSignal;
}

export interface OpenedFile extends Omit<FilePart, 'body'> {
  readonly source: StreamSource;
  /** Ends with the part; throws when it cannot be gone on with. Ending the loop lets go of the provider. */
  readonly body: AsyncIterable<Uint8Array>;
  /** For a body that nobody is going to read. */
  abandon(): void;
}

/** What is known of a file that was opened: enough to answer a HEAD. */
export type FileFacts = Pick<FilePart, 'contentType' | 'hasRanges' | 'isHls' | 'tag' | 'total'>;

export interface FileRelayOptions {
  readonly slots: Slots;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: SharedLimits;
  readonly standingOf: StandingOf;
  /** How long a connection of the provider is waited for. */
  readonly slotWaitMs?: number;
}

const SLOT_WAIT_MS = 5 * SECOND_MS;
const MAX_FACTS = 1_000;

export class FileRelay {
  readonly #options: FileRelayOptions;
  readonly #sessions = new Map<string, FileSession>();
  readonly #facts = new Map<string, FileFacts>();
  readonly #stopping = new AbortController();
  #sessionCount = 0;

  constructor(options: FileRelayOptions) {
    this.#options = options;
  }

  /** Who has which file open. */
  views(): FileView[] {
    return Array.from(this.#sessions.values(), ({ meter }) => meter.view());
  }

  /** Ends those that are meant: what their players still read breaks off. Those that only wait for their player are not asked about. */
  end(isMeant: (view: FileView) => boolean): void {
    const inUse = [...this.#sessions.values()].filter(({ use }) => use === 'watched');
    for (const session of inUse) if (isMeant(session.meter.view())) void session.yieldSlot();
  }

  factsOf(key: string): FileFacts | undefined {
    return this.#facts.get(key);
  }

  /**
   * Resolves when the provider has answered; nothing of the answer has gone anywhere yet.
   * @throws AppError `upstream.*`, `net.*`; `Unsatisfiable`; the signal's reason
   */
  async open(request: FileRequest): Promise<OpenedFile> {
    this.#stopping.signal.throwIfAborted();
    const session = this.#sessionOf(request);
    const handle = session.enter();
    const signal = AbortSignal.any([request.signal, this.#stopping.signal]);
    const transfer = new Transfer({ ...this.#options, request, session, handle, signal });
    try {
      const { part, source } = await transfer.begin();
      const { body: _body, ...facts } = part;
      this.#remember(request.key, facts);
      return { ...facts, source, body: transfer.bytes(part), abandon: () => transfer.abandon(part) };
    } catch (error) {
      session.leave(handle);
      throw error;
    }
  }

  stop(): void {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    for (const session of this.#sessions.values()) void session.yieldSlot();
  }

  #sessionOf({ key, group, viewer }: FileRequest): FileSession {
    const client = clientOf(viewer);
    const name = `${whoseOf(viewer)}\n${group ?? key}`;
    const known = this.#sessions.get(name);
    if (known) return known;
    const { slots, clock, limits, standingOf, slotWaitMs = SLOT_WAIT_MS } = this.#options;
    const onOver = (): void => {
      if (this.#sessions.get(name) === session) this.#sessions.delete(name);
    };
    const priority = (): number => standingOf(viewer).priority;
    this.#sessionCount += 1;
    const id = `f${this.#sessionCount}`;
    const meter = new FileMeter({ id, key: group ?? key, viewer, since: clock.now() });
    const throttle = limits.throttle({
      rate: () => standingOf(viewer).bytesPerSecond,
      stream: limits.newStream(),
      provider: () => session.providerId,
    });
    const session: FileSession = new FileSession({
      slots,
      clock,
      clients: [client],
      meter,
      throttle,
      priority,
      onOver,
      slotWaitMs,
    });
    this.#sessions.set(name, session);
    return session;
  }

  #remember(key: string, facts: FileFacts): void {
    this.#facts.delete(key);
    this.#facts.set(key, facts);
    const [oldest] = this.#facts.keys();
    if (this.#facts.size > MAX_FACTS && oldest !== undefined) this.#facts.delete(oldest);
  }
}

interface TransferOptions extends FileRelayOptions {
  readonly request: FileRequest;
  readonly session: FileSession;
  readonly handle: FileRequestHandle;
  readonly signal: AbortSignal;
}

interface Dialled {
  readonly part: FilePart;
  readonly source: StreamSource;
}

/** One request's part of a file, over as many connections as it takes. */
class Transfer {
  readonly #options: TransferOptions;
  /** Ends the connection that is open now. */
  #turn: AbortSignal | undefined;
  #hungUp: () => void = () => undefined;
  /** The one that answered. */
  #source: StreamSource | undefined;

  constructor(options: TransferOptions) {
    this.#options = options;
  }

  /** The first source that answers. @throws the first one's reason */
  async begin(): Promise<Dialled> {
    const { request } = this.#options;
    let fault: Error | undefined;
    for (const [place, source] of request.sources.entries()) {
      try {
        const isPatient = place === request.sources.length - 1;
        const part = await this.#dial(source, request.range, isPatient);
        if (place > 0) this.#options.session.meter.failovers += 1;
        return { part, source };
      } catch (error) {
        if (error instanceof Unsatisfiable || this.#options.signal.aborted) throw error;
        fault ??= error as Error;
      }
    }
    throw fault ?? new AppError('channel.no-stream', 'Nobody has this file');
  }

  abandon(part: FilePart): void {
    this.#close(part);
    this.#options.session.leave(this.#options.handle);
  }

  async *bytes(first: FilePart): AsyncGenerator<Uint8Array> {
    const { session, handle, signal } = this.#options;
    let part: FilePart | undefined = first;
    let at = first.from;
    let failures = 0;
    try {
      await this.#mayGoOn();
      for (;;) {
        try {
          part ??= await this.#goOn(first, at);
          for await (const chunk of part.body) {
            at += chunk.byteLength;
            session.meter.add(chunk.byteLength, { from: first.from, at, total: first.total });
            failures = 0;
            session.throttle.take(chunk.byteLength);
            yield chunk;
            await this.#mayGoOn();
          }
          if (first.until === undefined || at >= first.until) return;
          throw new AppError('net.truncated', 'The provider ended the file before its end', { retryable: true });
        } catch (error) {
          signal.throwIfAborted();
          this.#close(part);
          part = undefined;
          if (this.#turn?.aborted) continue; // a newer request has the connection: wait for it
          failures += 1;
          if (!first.hasRanges || failures >= ATTEMPTS || isHopeless(toAppError(error))) throw error;
          session.meter.stalls += 1;
          this.#options.log.info('a file is gone on with', { at, reason: toAppError(error).message });
          await sleep(this.#options.clock, Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS), signal);
        }
      }
    } finally {
      this.#close(part);
      session.leave(handle);
    }
  }

  /** When the limits allow more: those of what the player had of the file before, too. */
  async #mayGoOn(): Promise<void> {
    const { session, clock, signal } = this.#options;
    for (;;) {
      session.throttle.look();
      const { waitMs } = session.throttle;
      if (waitMs === 0) return;
      await sleep(clock, Math.min(waitMs, LOOK_AGAIN_MS), signal);
    }
  }

  /** The same file from this byte on. @throws AppError when it is another one by now */
  async #goOn(first: FilePart, at: number): Promise<FilePart> {
    const { sources } = this.#options.request;
    const range = { kind: 'from', from: at, until: first.until } as const;
    const part = await this.#dial(this.#source ?? sources[0]!, range);
    const isSame = part.from === at && (first.total === undefined || part.total === first.total);
    if (isSame && (first.tag === '' || part.tag === '' || part.tag === first.tag)) return part;
    this.#close(part);
    throw new AppError('upstream.refused', 'The file has changed while it was played');
  }

  async #dial(wanted: StreamSource, range: ByteRange | undefined, isPatient = true): Promise<FilePart> {
    const { session, handle, http, clock, signal } = this.#options;
    this.#turn = undefined;
    this.#turn = await session.turn(handle, signal);
    const both = AbortSignal.any([signal, this.#turn]);
    const { source, slot } = await session.admit({ source: wanted, isPatient, signal: both });
    this.#hungUp = () => slot.hungUp();
    try {
      const part = await dialFile({ http, url: source.url, headers: source.headers, range, clock, signal: both });
      slot.accepted();
      this.#source = wanted;
      session.meter.source = wanted;
      return part;
    } catch (error) {
      const isRefused = !both.aborted && !(error instanceof Unsatisfiable);
      const reason = isRefused ? slot.refused(toAppError(error)) : error;
      this.#close(undefined); // a refused connection is closed as one that was never counted
      throw reason;
    }
  }

  #close(part: FilePart | undefined): void {
    part?.body.destroy();
    this.#hungUp();
    this.#hungUp = () => undefined;
  }
}

const isHopeless = ({ code, retryable }: AppError): boolean =>
  !retryable && (code === 'upstream.not-found' || code === 'upstream.refused' || code === 'upstream.no-slot');
