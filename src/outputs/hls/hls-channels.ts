// The channels that are watched as HLS now, made when somebody asks and gone with the last one who does.

import type { Clock, Timer } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { MEBIBYTE, SECOND_MS } from '../../kernel/units.ts';
import type { ChannelId } from '../../model/ids.ts';
import { printAbility, type PageAbility } from '../../streaming/fit/fit.ts';
import type { Workshop } from '../../streaming/fit/fitting.ts';
import type { Viewer } from '../../streaming/sink.ts';
import type { Joinable } from '../live-response.ts';
import { tooSlow } from './fitted-sink.ts';
import { HlsChannel } from './hls-channel.ts';

/** Two windows of 12 s at 10 Mbit/s. */
const CHANNEL_BYTES = 32 * MEBIBYTE;
const LEAST_CHANNEL_BYTES = 4 * MEBIBYTE;
/**
 * Media sequence numbers count half seconds since 2025: no segment is shorter, so whoever starts later, be it after a restart
 * of Masthead, starts higher; and they fit into 31 bits until 2059.
 */
const SEQUENCE_EPOCH_MS = Date.UTC(2025, 0, 1);
const SEQUENCES_PER_SECOND = 2;
/** Players of a channel that comes back within this time go on: what they have is told apart by a break. */
const REMEMBERED_MS = 10 * 60 * SECOND_MS;
/** What this machine was too slow to make is not tried again so soon: players ask again by themselves. */
const SLOW_MS = 10 * 60 * SECOND_MS;
/** A player whose playlist is refused gives up within this time. */
const ENDED_MS = 60 * SECOND_MS;

export interface HlsChannelsOptions {
  readonly hub: Joinable;
  readonly clock: Clock;
  /** What pages do not play is made for them there. */
  readonly workshop: Workshop;
  /** For the segments of all channels. */
  readonly maxBytes: number;
  /** Whether a person has as many streams on as it may. */
  readonly isFull: (account: NonNullable<Viewer['account']>) => boolean;
}

export interface HlsClient {
  readonly id: string;
  readonly viewer: Viewer;
  /** What its player is able to, where it says so. */
  readonly ability?: PageAbility | undefined;
  /** It has no list yet: a player that was zapped. HLS has no hanging up, so what its device watched before gives way to it. */
  readonly isFirst?: boolean;
}

interface Past {
  readonly nextSequence: number;
  readonly breaks: number;
  readonly atMs: number;
}

export class HlsChannels {
  readonly #options: HlsChannelsOptions;
  /** By channel, profile and what its players are able to: what comes another way is another stream. */
  readonly #channels = new Map<string, HlsChannel>();
  readonly #past = new Map<string, Past>();
  /** Clients that a person has ended. */
  readonly #ended = new Map<string, number>();
  /** Channels that could not be made as fast as they come. */
  readonly #slow = new Map<string, number>();
  #ticker: Timer | undefined;

  constructor(options: HlsChannelsOptions) {
    this.#options = options;
  }

  /** Where this client watches the channel. */
  find(channelId: ChannelId, clientId: string): HlsChannel | undefined {
    return [...this.#channels.values()].find((one) => one.channelId === channelId && one.has(clientId));
  }

  /**
   * A client that is new here, or here already.
   * @throws AppError why there is no picture; the signal's reason
   */
  async enter(channelId: ChannelId, client: HlsClient, signal: AbortSignal): Promise<HlsChannel> {
    const { id, viewer, isFirst, ability } = client;
    if (this.#ended.has(id)) throw new AppError('viewer.ended', 'The viewer was ended by hand');
    const key = `${channelId} ${viewer.profile ?? ''} ${ability ? printAbility(ability) : ''}`;
    if (this.#slow.has(key)) throw tooSlow();
    const known = this.#channels.get(key);
    const isNew = !known?.has(id);
    const others = isNew ? [...this.#channels.values()].filter((other) => other !== known) : [];
    const same = others.filter((other) => other.channelId === channelId && other.has(id));
    for (const other of others) if (!same.includes(other)) other.suspect(viewer);
    const channel = known ?? this.#open(key, channelId, ability);
    this.#ticker ??= this.#options.clock.every(SECOND_MS, () => this.#tick());
    const isFull = viewer.account !== undefined && this.#options.isFull(viewer.account);
    // It has chosen another sound: what is on air stays so meanwhile, and what was made for it makes room.
    const leave = (): void => same.forEach((other) => other.leave(id));
    if (isFull) leave();
    const entering = channel.enter(id, viewer, { signal, onJoined: leave }); // first, so that a channel that it comes back to stays
    if (isFull && isFirst) for (const other of this.#channels.values()) other.replace(viewer, id);
    await entering;
    return channel;
  }

  /** The client says that it is gone. */
  leave(channelId: ChannelId, clientId: string): void {
    this.find(channelId, clientId)?.leave(clientId);
  }

  stop(): void {
    this.#ticker?.cancel();
    for (const channel of this.#channels.values()) channel.close();
  }

  #open(key: string, channelId: ChannelId, ability: PageAbility | undefined): HlsChannel {
    const { hub, clock, maxBytes, workshop } = this.#options;
    const past = this.#past.get(key);
    const byClock = Math.floor(((clock.now() - SEQUENCE_EPOCH_MS) / SECOND_MS) * SEQUENCES_PER_SECOND);
    const channel = new HlsChannel({
      hub,
      channelId,
      clock,
      firstSequence: Math.max(0, byClock, past?.nextSequence ?? 0),
      breaksBefore: past?.breaks ?? 0,
      isBreak: past !== undefined,
      fit: ability && { ability, workshop },
      maxBytes: () => Math.max(LEAST_CHANNEL_BYTES, Math.min(CHANNEL_BYTES, maxBytes / this.#channels.size)),
      onEnded: (id) => this.#ended.set(id, clock.monotonicMs()),
      onOver: () => this.#over(key, channel),
    });
    this.#channels.set(key, channel);
    return channel;
  }

  #over(key: string, channel: HlsChannel): void {
    if (this.#channels.get(key) !== channel) return;
    this.#channels.delete(key);
    if (channel.failure?.code === 'process.too-slow') this.#slow.set(key, this.#options.clock.monotonicMs());
    const { nextSequence, breaks, count } = channel.window;
    if (count > 0) this.#past.set(key, { nextSequence, breaks, atMs: this.#options.clock.monotonicMs() });
  }

  #tick(): void {
    for (const channel of this.#channels.values()) channel.tick();
    const nowMs = this.#options.clock.monotonicMs();
    for (const [id, atMs] of this.#ended) if (nowMs - atMs > ENDED_MS) this.#ended.delete(id);
    for (const [id, { atMs }] of this.#past) if (nowMs - atMs > REMEMBERED_MS) this.#past.delete(id);
    for (const [key, atMs] of this.#slow) if (nowMs - atMs > SLOW_MS) this.#slow.delete(key);
    if (this.#channels.size + this.#past.size + this.#ended.size + this.#slow.size > 0) return;
    this.#ticker?.cancel();
    this.#ticker = undefined;
  }
}
