// Asks panels for the programmes of single channels: those of the lineup for which no guide has any. At a rate that no panel
// minds; what they tell becomes a guide of its own, behind all others.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Guide } from '../guide/guide.ts';
import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/units.ts';
import type { Channel, LineupSnapshot } from '../model/channel.ts';
import { printStreamId, type ChannelId, type GuideChannelId, type ProviderId } from '../model/ids.ts';
import type { Programme } from '../model/programme.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import type { Stream } from '../model/stream.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { ToldChannel } from './asked-guide.task.ts';
import { askedGuideSource } from './memo.ts';

const WRITE = taskRef<typeof import('./asked-guide.task.ts').default>(taskUrl(import.meta, './asked-guide.task'));

/** A channel is asked for again when its programmes end sooner than this. */
const ENOUGH_MS = 12 * HOUR_MS;
/** But not before so long after the last time, and later when there was nothing. */
const REST_MS = 6 * HOUR_MS;
const EMPTY_REST_MS = DAY_MS;
/** What was told is published when so much time has passed, or nothing more is to be asked. */
const PUBLISH_AFTER_MS = 5 * MINUTE_MS;
/** A panel that fails is left alone for a while; one that has had nothing so many times in a row, for a day. */
const FAILED_REST_MS = 15 * MINUTE_MS;
const EMPTY_IN_A_ROW = 30;
const LOOK_EVERY_MS = HOUR_MS;
/** The first of the lineup: what was told before is copied with each publication, and nobody looks through more. */
const MAX_CHANNELS = 2_000;
/** A player that asks for all channels is served by the queue. */
const MAX_WANTED = 50;
/** Channels looked at in one turn: each may cost a tenth of a millisecond of the thread that streams. */
const LOOKED_AT_ONCE = 20;

export interface AskedGuidesOptions {
  readonly lineup: () => LineupSnapshot;
  readonly catalogue: Pick<Catalogue, 'streams'>;
  readonly guide: Pick<Guide, 'channelsOf' | 'hasRunOut' | 'stored'>;
  readonly guideFile: string;
  readonly providers: () => readonly ProviderSettings[];
  /** @returns `undefined` for a stream of which nothing can be asked @throws AppError */
  readonly ask: (
    provider: ProviderSettings,
    stream: Stream,
    signal: AbortSignal,
  ) => Promise<readonly Programme[] | undefined>;
  readonly settings: () => Pick<Settings, 'guide' | 'maintenance'>;
  readonly rebuildLineup: () => Promise<unknown>;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
}

/** A channel's stream that can be asked about. */
interface Question {
  readonly provider: ProviderSettings;
  readonly stream: Stream;
}

/** What was learnt of a provider, and how it stands. */
interface Panel {
  readonly told: Map<string, ToldChannel>;
  restUntilAt: number;
  emptyCount: number;
}

export class AskedGuides {
  readonly #options: AskedGuidesOptions;
  readonly #stopping = new AbortController();
  readonly #panels = new Map<ProviderId, Panel>();
  /** When a channel may be asked for again. */
  readonly #restUntilAt = new Map<ChannelId, number>();
  #queue: Channel[] = [];
  /** Those that somebody looks at, the latest last. */
  readonly #wanted: Channel[] = [];
  /** Guides that were made of what panels told. */
  #own: ReadonlySet<GuideChannelId> = new Set();
  #timer: Timer | undefined;
  #lookAt = 0;
  #revision = '';
  #publishAt = Number.POSITIVE_INFINITY;
  #step: Promise<void> = Promise.resolve();

  constructor(options: AskedGuidesOptions) {
    this.#options = options;
  }

  start(): void {
    this.#plan();
  }

  /** What was told and not published yet is asked for again the next time. */
  async stop(): Promise<void> {
    this.#timer?.cancel();
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await this.#step;
  }

  #plan(): void {
    if (this.#stopping.signal.aborted) return;
    const rate = this.#rate();
    this.#timer = this.#options.clock.after(MINUTE_MS / Math.max(rate, 1), () => {
      this.#step = this.#turn(rate)
        .catch((error: unknown) => this.#complain(error))
        .finally(() => this.#plan());
    });
  }

  #rate(): number {
    const { guide, maintenance } = this.#options.settings();
    return maintenance.enabled ? 0 : guide.asked_per_minute;
  }

  async #turn(rate: number): Promise<void> {
    if (rate === 0) return;
    const now = this.#options.clock.now();
    this.#look(now);
    const question = this.#next(now);
    if (question) await this.#ask(question, now);
    const isThrough = !question && this.#queue.length === 0;
    const hasNews = this.#publishAt < Number.POSITIVE_INFINITY;
    if (hasNews && (isThrough || now >= this.#publishAt)) await this.#publish(now);
  }

  /** Which channels are to be asked for: anew with each lineup, and now and then. */
  #look(now: number): void {
    const { channels, revision } = this.#options.lineup();
    if (revision === this.#revision && now < this.#lookAt) return;
    this.#revision = revision;
    this.#lookAt = now + LOOK_EVERY_MS;
    this.#own = new Set(this.#askable().flatMap(({ id }) => this.#options.guide.channelsOf(askedGuideSource(id).key)));
    const isOurs = ({ guideChannelId }: Channel): boolean => guideChannelId === null || this.#own.has(guideChannelId);
    const others = channels.slice(0, MAX_CHANNELS).filter((channel) => !isOurs(channel)); // whose guide may have run out
    const ours = channels.values().filter(isOurs).take(MAX_CHANNELS); // most often found among the first
    this.#queue = [...ours, ...others].toReversed();
  }

  /** Somebody looks for a channel's programmes and finds none: it is asked for before others. */
  want(channel: Channel): void {
    const isWaiting = this.#wanted.some(({ id }) => id === channel.id);
    if (!isWaiting && this.#wanted.length < MAX_WANTED) this.#wanted.push(channel);
  }

  #askable(): ProviderSettings[] {
    return this.#options.providers().filter(({ enabled, take_guides }) => enabled && take_guides);
  }

  #next(now: number): Question | undefined {
    const providers = new Map(this.#askable().map((provider) => [provider.id, provider]));
    for (let looked = 0; looked < LOOKED_AT_ONCE; looked += 1) {
      const channel = this.#wanted.pop() ?? this.#queue.pop();
      if (!channel) return undefined;
      if ((this.#restUntilAt.get(channel.id) ?? 0) > now || this.#hasEnough(channel.guideChannelId, now)) continue;
      const question = this.#questionOf(channel, providers, now);
      if (!question) continue;
      this.#restUntilAt.set(channel.id, now + REST_MS);
      return question;
    }
    return undefined;
  }

  /** A guide that somebody has written is enough until its last programme is over. */
  #hasEnough(id: GuideChannelId | null, now: number): boolean {
    if (id === null) return false;
    if (!this.#own.has(id)) return !this.#options.guide.hasRunOut(id, now);
    const [later] = this.#options.guide.stored(id, { fromAt: now + ENOUGH_MS, untilAt: now + ENOUGH_MS + HOUR_MS });
    return later !== undefined;
  }

  /** The first stream that a panel may know something of; those with an id in its guide before others. */
  #questionOf(
    { streamIds }: Channel,
    providers: ReadonlyMap<ProviderId, ProviderSettings>,
    now: number,
  ): Question | undefined {
    const questions = this.#options.catalogue.streams(streamIds).flatMap((stream) => {
      const provider = providers.get(stream.providerId);
      const isResting = (this.#panels.get(stream.providerId)?.restUntilAt ?? 0) > now;
      return provider && !isResting ? [{ provider, stream }] : [];
    });
    return questions.find(({ stream }) => stream.tvgId !== '') ?? questions[0];
  }

  async #ask({ provider, stream }: Question, now: number): Promise<void> {
    const panel = this.#panelOf(provider.id);
    let programmes: readonly Programme[] | undefined;
    try {
      programmes = await this.#options.ask(provider, stream, this.#stopping.signal);
    } catch (error) {
      this.#stopping.signal.throwIfAborted();
      panel.restUntilAt = now + FAILED_REST_MS;
      throw error;
    }
    if (programmes === undefined) {
      panel.restUntilAt = now + DAY_MS; // a kind of source that has no such thing
      return;
    }
    const { guide } = this.#options.settings();
    const [fromAt, untilAt] = [now - guide.days_back * DAY_MS, now + guide.days_ahead * DAY_MS];
    const taken = programmes.filter(({ startAt, stopAt }) => stopAt > fromAt && startAt < untilAt);
    if (taken.length === 0) return this.#hadNothing(panel, now);
    panel.emptyCount = 0;
    const xmltvId = stream.tvgId || printStreamId(stream.id);
    panel.told.set(xmltvId, { xmltvId, name: stream.name, programmes: JSON.stringify(taken) });
    this.#publishAt = Math.min(this.#publishAt, now + PUBLISH_AFTER_MS);
  }

  #hadNothing(panel: Panel, now: number): void {
    panel.emptyCount += 1;
    if (panel.emptyCount < EMPTY_IN_A_ROW) return;
    panel.emptyCount = 0;
    panel.restUntilAt = now + EMPTY_REST_MS;
  }

  async #publish(now: number): Promise<void> {
    const { pool, guideFile: file, rebuildLineup, settings, log } = this.#options;
    this.#publishAt = Number.POSITIVE_INFINITY;
    const fromAt = now - settings().guide.days_back * DAY_MS;
    let hasChanged = false;
    for (const [id, { told }] of this.#panels) {
      if (told.size === 0) continue;
      const batch = [...told.values()];
      told.clear();
      const source = { ...askedGuideSource(id), providerId: id };
      const input = { file, source, fromAt, told: batch };
      hasChanged = (await pool.run(WRITE, input, { signal: this.#stopping.signal })) || hasChanged;
      log.info('channels without a guide were asked for', { provider: id, channels: batch.length });
    }
    if (hasChanged) await rebuildLineup();
  }

  #panelOf(id: ProviderId): Panel {
    const known = this.#panels.get(id) ?? { told: new Map<string, ToldChannel>(), restUntilAt: 0, emptyCount: 0 };
    this.#panels.set(id, known);
    return known;
  }

  #complain(error: unknown): void {
    const { code, message } = toAppError(error);
    if (code !== 'process.stopping') this.#options.log.debug('a channel could not be asked for', { code, message });
  }
}
