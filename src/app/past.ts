// Where a programme of the past is to be had. Panels differ in how they want to be asked; what has worked goes first.

import type { Clock } from '../kernel/clock.ts';
import { DAY_MS, HOUR_MS } from '../kernel/units.ts';
import { printChannelId, type ChannelId, type ProviderId } from '../model/ids.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Stream, StreamSource } from '../model/stream.ts';
import { archiveUrls, hasLengths, type PastProgramme } from '../providers/archive.ts';
import type { Playable } from '../outputs/play-file.ts';
import type { Rooms } from './rooms.ts';
import { sourceOf } from './sources.ts';

/** Archives are cut by the day; what is just leaving may still be there. */
const GRACE_MS = 2 * HOUR_MS;

/** Something to play, and who has it. */
export interface Had {
  readonly key: string;
  /** What it is a part of, where it is one. */
  readonly group?: string;
  readonly sources: readonly StreamSource[];
  readonly extension: string;
}

export class Past {
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  /** Which of the ways to ask has worked at a provider. */
  readonly #worked = new Map<ProviderId, number>();
  readonly #ways = new WeakMap<StreamSource, number>();

  constructor(rooms: Rooms, clock: Clock) {
    this.#rooms = rooms;
    this.#clock = clock;
  }

  find({ channelId, startAt, durationMs, isSlice = false }: Extract<Playable, { kind: 'archive' }>): Had | undefined {
    const { lineup, catalogue, providers } = this.#rooms;
    const channel = lineup.snapshot.byId.get(channelId);
    if (!channel) return undefined;
    const now = this.#clock.now();
    const sources = catalogue.streams(channel.streamIds).flatMap((stream) => {
      const provider = providers.get(stream.providerId);
      if (!provider?.enabled || stream.isProtected || !stream.catchup) return [];
      if (startAt < now - stream.catchup.days * DAY_MS - GRACE_MS) return [];
      if (isSlice && !hasLengths(stream.catchup)) return [];
      return this.#sourcesOf(stream, provider, { startAt, durationMs, now, isSlice });
    });
    const key = `${printChannelId(channelId)}@${startAt}+${durationMs}`;
    return { key, sources, extension: 'ts', ...(isSlice && { group: printChannelId(channelId) }) };
  }

  /** Whether there is one way only in which its provider is asked, or this one has worked there. */
  isSure(source: StreamSource): boolean {
    const way = this.#ways.get(source);
    return way === undefined || this.#worked.get(source.providerId) === way;
  }

  opened(source: StreamSource): void {
    const way = this.#ways.get(source);
    if (way !== undefined) this.#worked.set(source.providerId, way);
  }

  #sourcesOf(
    stream: Stream,
    provider: ProviderSettings,
    when: Pick<PastProgramme, 'durationMs' | 'isSlice' | 'now' | 'startAt'>,
  ): StreamSource[] {
    const { watch } = this.#rooms;
    const { options } = provider;
    const zone = watch.standing(provider).account?.timeZone ?? provider.time_zone;
    const past = { ...when, zone, correctionHours: options?.kind === 'xtream' ? options.catchup_correction_hours : 0 };
    const live = sourceOf(stream, provider, watch);
    const urls = archiveUrls(live.url, stream.catchup!, past);
    const sources = urls.map((url, way): StreamSource => {
      const logins = live.logins?.flatMap((login) => {
        const at = archiveUrls(login.url, stream.catchup!, past)[way];
        return at === undefined ? [] : [{ ...login, url: at }];
      });
      const source = { ...live, url, ...(logins && { logins }) };
      if (urls.length > 1) this.#ways.set(source, way);
      return source;
    });
    const first = sources[this.#worked.get(provider.id) ?? 0];
    return first ? [first, ...sources.filter((source) => source !== first)] : sources;
  }
}

/** Whether a channel's past can be had in parts of a minute: some archives know a start only. */
export function hasSlices(channelId: ChannelId, { lineup, catalogue }: Pick<Rooms, 'catalogue' | 'lineup'>): boolean {
  const streams = catalogue.streams(lineup.snapshot.byId.get(channelId)?.streamIds ?? []);
  return streams.some(({ catchup }) => catchup !== null && hasLengths(catchup));
}
