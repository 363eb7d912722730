// The one door to the air: finds or opens a channel's session, admits viewers, and shows what is going on.

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError, type ErrorCode } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { MEBIBYTE, SECOND_MS } from '../kernel/units.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ClientLimit } from '../model/client-limits.ts';
import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { StreamSource } from '../model/stream.ts';
import { ChannelLogs } from './channel-logs.ts';
import type { TracksOf } from './feed-options.ts';
import { SharedLimits } from './limits.ts';
import { RecentFailures } from './rotation.ts';
import { SeenTracks } from './seen-tracks.ts';
import { Session } from './session.ts';
import type { FailoverView, SessionView, StreamingFigures } from './session-view.ts';
import type { Sink, Subscription, Viewer } from './sink.ts';
import type { Slots } from './slots/slots.ts';
import { createStandings, type StandingOf } from './standing.ts';
import { addTotals, noTotals } from './totals.ts';
import type { UpstreamKind } from './upstream.ts';

/** 12 s of an 8 Mbit/s stream: two long pictures' distances, and time for a slow viewer to catch up. */
const CHANNEL_BUFFER_BYTES = 12 * MEBIBYTE;
/** Less would not hold the distance between two key frames: 2 s of a 2 Mbit/s stream. */
const LEAST_BUFFER_BYTES = MEBIBYTE / 2;

const NO_RULES: readonly ClientLimit[] = [];

/** Ticks, of a second, between two looks whether the ledger is still true. */
const REBUILD_TICKS = 60;

export interface HubDeps {
  readonly clock: Clock;
  readonly log: Log;
  /**
   * A channel's streams in fail-over order, at each call as they are then.
   * @param profile the stream profile that the viewer's client is to have, in place of the channel's usual one
   * @throws AppError `channel.unknown`, `channel.disabled`
   */
  readonly sourcesOf: (channelId: ChannelId, profile: string | undefined) => readonly StreamSource[];
  /** Whether viewers are to be moved to another stream as soon as one shows a picture; asked ten times a second. */
  readonly isUnwanted?: (channelId: ChannelId, source: StreamSource) => boolean;
  /** What a stream was made of when it was last looked at, if it was not on air since the start. */
  readonly tracksOf?: TracksOf;
  readonly settings: () => Settings['streaming'];
  readonly kinds: readonly UpstreamKind[];
  readonly limits: () => Settings['limits'];
  /** Priority and rate of a viewer; without it that is what the viewer brings along. */
  readonly standingOf?: StandingOf;
  /** What a provider's viewers are sent at most, kilobytes a second; null where the general limit holds. */
  readonly limitOfProvider?: (id: ProviderId) => number | null;
  /** Memory for the buffers of all channels together. */
  readonly bufferBytes: number;
  readonly announce: <Name extends Extract<keyof Announcements, `session.${string}`>>(
    name: Name,
    fact: Announcements[Name],
  ) => void;
  /** Shared with everything else that connects to the providers' accounts. */
  readonly slots: Slots;
  /** Masthead is under maintenance: who is on air stays, nothing else begins. */
  readonly isUnderMaintenance?: () => boolean;
}

export class Hub {
  readonly #deps: HubDeps;
  readonly #limits: SharedLimits;
  readonly #standingOf: StandingOf;
  /** By channel and profile. */
  readonly #sessions = new Map<string, Session>();
  /** Until their connection is closed. */
  readonly #closing = new Set<Promise<void>>();
  readonly #logs: ChannelLogs;
  readonly #refusals: Partial<Record<ErrorCode, number>> = {};
  readonly #failovers: Partial<Record<FailoverView['reason'], number>> = {};
  readonly #past = noTotals();
  readonly #recent = new RecentFailures();
  readonly #seen = new SeenTracks();
  #viewerCount = 0;
  #ticks = 0;
  #ticker: Timer | undefined;
  #isStopping = false;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    this.#logs = new ChannelLogs(deps.log, deps.clock);
    this.#limits = new SharedLimits(deps.clock, deps.limits, deps.limitOfProvider);
    this.#standingOf = deps.standingOf ?? createStandings(() => NO_RULES);
  }

  /**
   * Resolves when the channel has a picture to begin with; nothing has been written to the sink then.
   * @param signal ends the waiting; a subscription is closed by itself
   * @throws AppError `channel.*`, `upstream.*`, `net.*`, or the signal's reason
   */
  async join(channelId: ChannelId, viewer: Viewer, sink: Sink, signal?: AbortSignal): Promise<Subscription> {
    signal?.throwIfAborted();
    try {
      const session = this.#sessionOf(channelId, viewer.profile);
      this.#viewerCount += 1;
      const id = `v${this.#viewerCount}`;
      const subscriber = await session.admit(id, viewer, sink, signal);
      return {
        id,
        channelId,
        start: () => subscriber.start(),
        drained: () => subscriber.drained(),
        count: (sentBytes) => subscriber.count(sentBytes),
        get skips() {
          return subscriber.skips;
        },
        get waitMs() {
          return subscriber.waitMs;
        },
        close: () => void session.remove(id),
      };
    } catch (error) {
      if (!signal?.aborted) this.#refused(channelId, toAppError(error));
      throw error;
    }
  }

  /** Shared with everything else that viewers are sent. */
  get limits(): SharedLimits {
    return this.#limits;
  }

  sessions(): SessionView[] {
    return [...this.#sessions.values()].map((session) => session.view());
  }

  /** Ends a channel for all who watch it; false when it is not on air. */
  endSession(channelId: ChannelId): boolean {
    const sessions = this.#sessionsOf(channelId);
    for (const session of sessions) void session.close(new AppError('upstream.ended', 'The channel was ended by hand'));
    return sessions.length > 0;
  }

  /**
   * Has a channel change over to another of its streams, as soon as that one shows a picture. False when it is not on air.
   * @throws AppError `stream.unknown`
   */
  moveSession(channelId: ChannelId, streamId: StreamId): boolean {
    const sessions = this.#sessionsOf(channelId);
    for (const session of sessions) session.moveTo(streamId);
    return sessions.length > 0;
  }

  /** Those that are meant, the newest sessions last. Hidden ones, who read for others, are not asked about. */
  endViewers(isMeant: (viewer: Viewer, channelId: ChannelId) => boolean): void {
    for (const session of this.#sessions.values()) session.removeAll((viewer) => isMeant(viewer, session.channelId));
  }

  /** False when there is no such viewer. */
  endViewer(viewerId: string): boolean {
    return [...this.#sessions.values()].some((session) => session.remove(viewerId));
  }

  figures(): StreamingFigures {
    const sums = { ...this.#past };
    let viewers = 0;
    let bufferBytes = 0;
    for (const session of this.#sessions.values()) {
      addTotals(sums, session.totals);
      viewers += session.viewerCount;
      bufferBytes += session.bufferBytes;
    }
    return {
      sessions: this.#sessions.size,
      viewers,
      bytes_received: sums.bytesReceived,
      bytes_sent: sums.bytesSent,
      dropped_bytes: sums.droppedBytes,
      skips: sums.skips,
      retries: sums.retries,
      buffer_bytes: bufferBytes,
      refusals: { ...this.#refusals },
      failovers: { ...this.#failovers },
      slots: this.#deps.slots.uses(),
    };
  }

  /** Ends every viewer; resolves when every connection to a provider is closed. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const session of this.#sessions.values()) void session.close(stopping());
    await Promise.all(this.#closing);
    this.#logs.flush();
  }

  #sessionsOf(channelId: ChannelId): Session[] {
    return [...this.#sessions.values()].filter((session) => session.channelId === channelId);
  }

  #sessionOf(channelId: ChannelId, profile: string | undefined): Session {
    if (this.#isStopping) throw stopping();
    const sources = this.#deps.sourcesOf(channelId, profile);
    const known = this.#sessions.get(keyOf(channelId, profile));
    if (known) return known;
    if (sources.length === 0) throw new AppError('channel.no-stream', 'The channel has no stream');
    this.#makeRoom();
    return this.#open(channelId, profile);
  }

  /** @throws AppError when no further channel may go on air */
  #makeRoom(): void {
    if (this.#deps.isUnderMaintenance?.()) throw underMaintenance();
    const { stream_limit: limit } = this.#deps.settings();
    if (limit === null || this.#sessions.size < limit) return;
    const idle = [...this.#sessions.values()].find((session) => session.isIdle);
    if (!idle) throw new AppError('tuner.all-in-use', `${limit} channels are on air, and no more may be`);
    void idle.close(new AppError('upstream.ended', 'Another channel took its place'));
  }

  #open(channelId: ChannelId, profile: string | undefined): Session {
    const { clock, kinds, settings, sourcesOf, isUnwanted, announce } = this.#deps;
    const session = new Session({
      channelId,
      profile,
      clock,
      kinds,
      settings,
      tracksOf: this.#deps.tracksOf,
      slots: this.#deps.slots,
      log: this.#logs.of(channelId),
      sources: () => sourcesOf(channelId, profile),
      isUnwanted: isUnwanted && ((source) => isUnwanted(channelId, source)),
      recent: this.#recent,
      seen: this.#seen,
      limits: this.#limits,
      standingOf: this.#standingOf,
      bufferBytes: this.#bufferBytes(this.#sessions.size + 1),
      onStarted: (streamId) => announce('session.started', { channelId, streamId }),
      onSwitched: ({ from, to, reason, gap_ms: gapMs }) => {
        this.#failovers[reason] = (this.#failovers[reason] ?? 0) + 1;
        announce('session.switched', { channelId, from, to, reason, gapMs });
      },
      onLost: ({ code, message }, streamId) => announce('session.lost', { channelId, streamId, code, message }),
      onClosed: (closed, { message }) => this.#closed(session, closed, message),
    });
    this.#sessions.set(keyOf(channelId, profile), session);
    this.#shareBuffers();
    this.#ticker ??= clock.every(SECOND_MS, () => this.#tick());
    return session;
  }

  #closed(session: Session, closed: Promise<void>, message: string): void {
    this.#sessions.delete(keyOf(session.channelId, session.profile));
    addTotals(this.#past, session.totals);
    this.#shareBuffers();
    if (this.#sessions.size === 0) {
      this.#ticker?.cancel();
      this.#ticker = undefined;
    }
    const settled = closed.then(() => this.#deps.announce('session.ended', { channelId: session.channelId, message }));
    this.#closing.add(settled);
    void settled.finally(() => this.#closing.delete(settled));
  }

  #tick(): void {
    const nowMs = this.#deps.clock.monotonicMs();
    for (const session of this.#sessions.values()) session.tick(nowMs);
    this.#ticks += 1;
    const leaked = this.#ticks % REBUILD_TICKS === 0 ? this.#deps.slots.rebuild() : 0;
    if (leaked > 0) this.#deps.log.error('slots were held by nobody', { count: leaked });
  }

  #shareBuffers(): void {
    const bytes = this.#bufferBytes(this.#sessions.size);
    for (const session of this.#sessions.values()) session.resize(bytes);
  }

  #bufferBytes(sessionCount: number): number {
    const { buffer_mebibytes: chosen } = this.#deps.settings();
    const wanted = chosen === null ? CHANNEL_BUFFER_BYTES : chosen * MEBIBYTE;
    const share = this.#deps.bufferBytes / Math.max(1, sessionCount);
    return Math.max(LEAST_BUFFER_BYTES, Math.min(wanted, share));
  }

  #refused(channelId: ChannelId, { code, message }: AppError): void {
    this.#refusals[code] = (this.#refusals[code] ?? 0) + 1;
    this.#deps.announce('session.refused', { channelId, code, message });
  }
}

/** Viewers of one channel share a session, unless their clients need it in different ways. */
const keyOf = (channelId: ChannelId, profile: string | undefined): string => `${channelId} ${profile ?? ''}`;

const stopping = (): AppError => new AppError('process.stopping', 'Masthead is stopping', { retryable: true });
const underMaintenance = (): AppError =>
  new AppError('process.maintenance', 'Masthead is under maintenance', { retryable: true });
