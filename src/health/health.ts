// The room's door: what is known of streams, their order, and what is checked when.

import type { DatabaseSync } from 'node:sqlite';
import type { Timer } from '../kernel/clock.ts';
import { AppError, type ErrorCode } from '../kernel/errors.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import type { Announcements } from '../model/announcements.ts';
import { printStreamId, type ChannelId, type ProviderId, type StreamId } from '../model/ids.ts';
import type { HealthAnswers, HealthAsks } from './asks.ts';
import type { Book, Choice } from './book.ts';
import type { Briefs } from './brief.ts';
import { Checks, type CheckResult, type ChecksOptions } from './checks.ts';
import type { CheckAnswer } from './check/request.ts';
import type { StreamDecision, StreamDecisions } from './decisions.ts';
import { Observer, type AnnounceHealth } from './observer.ts';
import { standingOutages } from './outage-log.ts';
import { policyOf, quietMinute, type PolicyMessage } from './policy.ts';
import type { PictureFindings } from './picture-findings.ts';
import type { HealthPage, HealthQuery, HealthSums, ProviderSums } from './query.ts';
import type { Ranked } from './rank.ts';
import {
  HOLDING_POINTS,
  isResting,
  rankCandidates,
  type Candidate,
  type HandOrder,
  type ProviderFacts,
} from './ranking.ts';
import type { Observation } from './record.ts';
import type { StreamRecord } from './stream-row.ts';
import type { StreamProbe } from './stream-probe.ts';
import { isQuiet, QUIET_MS, quietStartAt } from './timetable.ts';
import type { Upgrade } from './upgrade.ts';
import type { HealthWork } from './work.ts';

const TICK_MS = 1 * MINUTE_MS;
/** A stream that has been watched for so long without a break works. */
const WATCHED_MS = 30 * MINUTE_MS;
const KEPT_UPGRADES = 100;

type Announced = Parameters<AnnounceHealth>[0] | 'channel.upgraded';

export interface HealthOptions extends Pick<
  ChecksOptions,
  'clock' | 'log' | 'settings' | 'slots' | 'sourceOf' | 'dialled' | 'check' | 'tickMs'
> {
  readonly book: Book;
  readonly database: DatabaseSync;
  readonly decisions: StreamDecisions;
  readonly work: HealthWork;
  /** Enabled ones, the preferred first. */
  readonly providers: () => readonly { readonly id: ProviderId; readonly cost: number }[];
  readonly freeSlotsOf: (id: ProviderId) => number | null;
  /** Whether the same picture from several of its channels means that it is a clip; the demo has few films for many. */
  readonly mayShowClips: (id: ProviderId) => boolean;
  /** Nothing is to be checked: maintenance. */
  readonly isPaused: () => boolean;
  /** IANA name. */
  readonly zone: string;
  /** What is on air with a picture now. */
  readonly onAir: () => readonly StreamId[];
  /** Channels that a person has ordered, by printed id. */
  readonly hands: () => Readonly<Record<string, HandOrder>>;
  /** Reads the providers anew before a better stream is looked for; whatever comes of it. */
  readonly sync: () => Promise<void>;
  readonly announce: <Name extends Announced>(name: Name, fact: Announcements[Name]) => void;
}

/** What is known of all streams together: a minute old at most, and as old as the checks that are under way. */
export interface HealthFigures {
  /** Since the start. */
  readonly checks: number;
  readonly inFlight: number;
  readonly isCutOff: boolean;
  /** Of which no stream works. */
  readonly deadChannels: number;
  readonly providers: readonly ({ readonly id: ProviderId; readonly isDown: boolean } & ProviderSums)[];
}

export interface ChannelRanking {
  readonly ranked: readonly Ranked[];
  /** Dead ones: not dialled as long as there is another. */
  readonly resting: ReadonlySet<StreamId>;
  /** Not dialled at all, as a person has decided. */
  readonly never: ReadonlySet<StreamId>;
  readonly choice: Choice | undefined;
}

export class Health {
  readonly #options: HealthOptions;
  readonly #checks: Checks;
  readonly #observer: Observer;
  #ticker: Timer | undefined;
  #upgradedAt: number;
  #upgrading: Promise<readonly Upgrade[]> | undefined;
  readonly #upgrades: (Upgrade & { readonly at: number })[] = [];
  #sums: HealthSums | undefined;
  /** Something has been written down since. */
  #isSumOld = true;
  /** Checked, and their bytes are being looked into. */
  readonly #judging = new Set<StreamId>();
  readonly #watchedAt = new Map<StreamId, number>();

  constructor(options: HealthOptions) {
    const { book, clock, log, announce } = options;
    this.#options = options;
    this.#upgradedAt = clock.now();
    const providers = (): ProviderId[] => options.providers().map(({ id }) => id);
    this.#observer = new Observer({
      clock,
      log,
      providers,
      countOf: (id) => book.countOf(id),
      write: (batch, outages) => {
        this.#isSumOld = true;
        return options.work.record(batch, outages, this.#policy());
      },
      announce,
    });
    this.#observer.restore(standingOutages(options.database, clock.now()));
    this.#checks = new Checks({
      ...options,
      isOpen: (id, provider) =>
        this.#judging.has(id) || this.#observer.isUnwritten(id) || this.#observer.outages.isHeld(provider, id),
      isQuiet: (at) => isQuiet(at, policyOf(this.#policy()).quietHours),
      providers: () => (this.#mayCheck() ? providers() : []),
      orders: (id, at) => this.#orders(id, at),
      onResult: (result) => {
        this.#judging.add(result.streamId);
        void this.#checked(result).finally(() => this.#judging.delete(result.streamId));
      },
    });
  }

  get standing() {
    const { outages } = this.#observer;
    return {
      inFlight: this.#checks.inFlight,
      underWay: this.#checks.underWay,
      doneCount: this.#checks.doneCount,
      isCutOff: outages.isCutOff,
      downs: outages.isCutOff ? [] : outages.downs(),
      upgrades: this.#upgrades,
    };
  }

  get figures(): HealthFigures {
    const { outages } = this.#observer;
    return {
      checks: this.#checks.doneCount,
      inFlight: this.#checks.inFlight,
      isCutOff: outages.isCutOff,
      deadChannels: this.#sums?.deadChannelCount ?? 0,
      providers: Object.entries(this.#sums?.providers ?? {}).map(([key, sums]) => {
        const id = key as ProviderId;
        return { ...sums, id, isDown: outages.isDown(id) && !outages.isCutOff };
      }),
    };
  }

  start(): void {
    this.#checks.start();
    this.#ticker = this.#options.clock.every(TICK_MS, () => this.#tick());
  }

  async stop(): Promise<void> {
    this.#ticker?.cancel();
    await this.#checks.stop();
    await this.#observer.flush();
    this.#options.database.close();
  }

  stream(id: StreamId): StreamRecord | undefined {
    return this.#options.book.stream(id);
  }

  decisionOf(id: StreamId): StreamDecision | null {
    return this.#options.decisions.of(id);
  }

  /** @throws AppError `stream.unknown` */
  async decide(id: StreamId, decision: StreamDecision | null): Promise<void> {
    if (decision !== null && !this.stream(id)) throw new AppError('stream.unknown', 'There is no such stream');
    await this.#options.decisions.decide(id, decision);
  }

  isProviderDown(id: ProviderId): boolean {
    return this.#observer.outages.isDown(id);
  }

  /** Best first, with the reasons. */
  rank(channelId: ChannelId, ids: readonly StreamId[], hand: HandOrder | undefined): ChannelRanking {
    const { book, settings, clock, decisions } = this.#options;
    const providers = this.#providerFacts();
    const candidates = ids.map((streamId): Candidate => {
      const record = book.stream(streamId);
      const provider = record && providers.get(record.providerId);
      return { streamId, record, provider, decision: decisions.of(streamId) };
    });
    const { prefer, languages } = settings().health;
    const policy = { prefer, languages, providerCount: providers.size, holdingPoints: HOLDING_POINTS };
    const choice = book.choice(channelId);
    const ranked = rankCandidates({ candidates, hand, choice, policy, now: clock.now() });
    return {
      ranked,
      resting: idsOf(candidates.filter((one) => isResting(one, hand))),
      never: idsOf(candidates.filter(({ decision }) => decision === 'never')),
      choice,
    };
  }

  list(query: Omit<HealthQuery, 'now'>): Promise<HealthPage> {
    return this.#options.work.ask('streams', { ...query, now: this.#options.clock.now() });
  }

  /** For rows of lists. */
  get briefs(): Briefs {
    return this.#options.book.briefs;
  }

  /** Asks a reader over all streams. */
  ask<Kind extends keyof HealthAsks>(kind: Kind, ask: HealthAsks[Kind]): Promise<HealthAnswers[Kind]> {
    return this.#options.work.ask(kind, ask);
  }

  async sum(): Promise<HealthSums> {
    this.#isSumOld = false;
    this.#sums = await this.#options.work.ask('sums', null);
    return this.#sums;
  }

  /** Checks it before all others. @throws AppError `stream.unknown`, `process.stopping` */
  async check(id: StreamId): Promise<CheckAnswer> {
    const answer = await this.#checks.ask(id);
    await this.#observer.flush();
    return answer;
  }

  /** A session shows it. */
  sawPicture(streamId: StreamId): void {
    this.#sawOnAir(streamId, null);
  }

  /** A session lost it, or got nothing of it. */
  lost(streamId: StreamId, code: ErrorCode): void {
    this.#sawOnAir(streamId, code);
  }

  /** What the picture of one on air is like. */
  sawPictureOf(streamId: StreamId, picture: NonNullable<Observation['picture']>): void {
    const record = this.stream(streamId);
    if (record) this.#observer.take({ ...this.#viewed(record, null), picture });
  }

  /** Looks for better streams now. */
  upgrade(): Promise<readonly Upgrade[]> {
    this.#upgrading ??= this.#upgrade().finally(() => (this.#upgrading = undefined));
    return this.#upgrading;
  }

  #viewed({ id, providerId }: StreamRecord, code: ErrorCode | null): Observation {
    return { streamId: id, providerId, at: this.#options.clock.now(), kind: 'viewer', code, latencyMs: null };
  }

  #sawOnAir(streamId: StreamId, code: ErrorCode | null): void {
    const record = this.stream(streamId);
    if (!record) return;
    this.#watchedAt.set(streamId, this.#options.clock.now());
    this.#observer.take(this.#viewed(record, code));
  }

  async #checked({ streamId, providerId, at, answer }: CheckResult): Promise<void> {
    const { code, latencyMs, mark, position, bytes } = answer;
    const probe = code === null && bytes ? await this.#probed(answer, bytes) : null;
    const picture = code === null && bytes ? await this.#judged(bytes) : null;
    this.#observer.take({
      streamId,
      providerId,
      at,
      kind: 'check',
      code,
      latencyMs,
      ...(mark !== null && this.#options.mayShowClips(providerId) && { mark }),
      ...(position !== null && { position }),
      ...(code === null && bytes && { probe }),
      ...(picture && { picture }),
    });
  }

  /** What ffprobe finds, with the rate that the stream's own clock gives. */
  async #probed(answer: CheckAnswer, bytes: Uint8Array): Promise<StreamProbe | null> {
    const found = await this.#options.work.probe(bytes).catch(() => null);
    return found ? { ...found, bitsPerSecond: answer.probe?.bitsPerSecond ?? found.bitsPerSecond } : answer.probe;
  }

  async #judged(bytes: Uint8Array): Promise<PictureFindings | null> {
    const { settings, work } = this.#options;
    return settings().health.picture_checks ? await work.judge(bytes).catch(() => null) : null;
  }

  #orders(id: ProviderId, at: number): ReturnType<ChecksOptions['orders']> {
    const { outages } = this.#observer;
    const wanted = outages.wanted(id, at);
    if (wanted === 0) return { first: [], mayOthers: !outages.isDown(id) };
    const isDown = outages.isDown(id);
    const all = this.#options.book.witnesses(id, wanted + 20);
    const first = all.filter((stream) => isDown || !outages.hasFailed(id, stream)).slice(0, wanted);
    if (isDown) outages.asked(id, at);
    return { first, mayOthers: !isDown };
  }

  #mayCheck(): boolean {
    return this.#options.settings().health.enabled && !this.#options.isPaused();
  }

  #policy(): PolicyMessage {
    const { check_at: time, failures_until_dead: failuresUntilDead } = this.#options.settings().health;
    return { failuresUntilDead, startMinute: quietMinute(time), zone: this.#options.zone };
  }

  #tick(): void {
    this.#observer.tick();
    this.#noteWatched();
    if (this.#isSumOld && this.#checks.inFlight === 0) void this.sum().catch(() => undefined); // they stay as they were
    const now = this.#options.clock.now();
    const dueAt = quietStartAt(now, policyOf(this.#policy()).quietHours) + QUIET_MS;
    const isDue = now >= dueAt && this.#upgradedAt < dueAt && now - dueAt < DAY_MS;
    if (!isDue || !this.#mayCheck() || !this.#options.settings().health.auto_upgrade) return;
    this.#upgradedAt = now;
    void this.#options
      .sync()
      .then(() => this.upgrade())
      .catch((error: unknown) => this.#options.log.warning('Better streams could not be looked for', { error }));
  }

  #noteWatched(): void {
    const now = this.#options.clock.now();
    const onAir = new Set(this.#options.onAir());
    for (const [id, count] of this.#onAirByProvider(onAir)) this.#checks.sawOnAir(id, count);
    for (const id of this.#watchedAt.keys()) if (!onAir.has(id)) this.#watchedAt.delete(id);
    for (const id of onAir) if (now - (this.#watchedAt.get(id) ?? 0) >= WATCHED_MS) this.sawPicture(id);
  }

  #onAirByProvider(ids: ReadonlySet<StreamId>): Map<ProviderId, number> {
    const counts = new Map<ProviderId, number>();
    for (const id of ids) {
      const provider = this.stream(id)?.providerId;
      if (provider !== undefined) counts.set(provider, (counts.get(provider) ?? 0) + 1);
    }
    return counts;
  }

  async #upgrade(): Promise<readonly Upgrade[]> {
    const { work, settings, clock, decisions, hands, announce, log } = this.#options;
    await this.#observer.flush();
    const providers = this.#providerFacts();
    const { prefer, languages } = settings().health;
    const upgrades = await work.upgrade({
      providers: Object.fromEntries(providers),
      hands: hands(),
      decisions: decisions.all,
      policy: { prefer, languages, providerCount: providers.size },
      now: clock.now(),
    });
    for (const upgrade of upgrades) {
      const { channelId, from, to, because } = upgrade;
      this.#upgrades.unshift({ ...upgrade, at: clock.now() });
      log.info('A channel has a better stream now', { from: printStreamId(from), to: printStreamId(to), because });
      announce('channel.upgraded', { channelId, from, to, because });
    }
    this.#upgrades.splice(KEPT_UPGRADES);
    return upgrades;
  }

  #providerFacts(): Map<ProviderId, ProviderFacts> {
    const { providers, freeSlotsOf } = this.#options;
    const { outages } = this.#observer;
    return new Map(
      providers().map(({ id, cost }, place) => [
        id,
        { place, cost, freeSlots: freeSlotsOf(id), isDown: outages.isDown(id) && !outages.isCutOff },
      ]),
    );
  }
}

const idsOf = (chosen: readonly Candidate[]): Set<StreamId> => new Set(chosen.map(({ streamId }) => streamId));
