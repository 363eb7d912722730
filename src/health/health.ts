// The room's door: what is known of streams, their order, and what is checked when.

import type { Timer } from '../kernel/clock.ts';
import { AppError, type ErrorCode } from '../kernel/errors.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';
import type { HealthAnswers, HealthAsks } from './asks.ts';
import type { Choice } from './book.ts';
import type { Briefs } from './brief.ts';
import { CheckResults } from './check-results.ts';
import { Checks, type ChecksOptions } from './checks.ts';
import type { HealthOptions } from './health-options.ts';
import type { CheckAnswer } from './check/request.ts';
import type { StreamDecision } from './decisions.ts';
import { Observer } from './observer.ts';
import { standingOutages } from './outage-log.ts';
import { policyOf, quietMinute, type PolicyMessage } from './policy.ts';
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
import { blameFor } from './sample.ts';
import type { StreamRecord } from './stream-row.ts';
import { isQuiet } from './timetable.ts';
import type { Upgrade } from './upgrade.ts';
import { Upgrades } from './upgrades.ts';
import { ViewerSamples } from './viewer-samples.ts';

const TICK_MS = 1 * MINUTE_MS;
const CLIP = {
  code: 'upstream.clip',
  message: 'It shows a clip or a card that the provider has in place of channels',
} as const;

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
  readonly #results: CheckResults;
  readonly #viewers: ViewerSamples;
  readonly #upgrades: Upgrades;
  #ticker: Timer | undefined;
  #sums: HealthSums | undefined;
  /** Something has been written down since. */
  #isSumOld = true;

  constructor(options: HealthOptions) {
    const { book, clock, log, announce } = options;
    this.#options = options;
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
      ...(options.isLineLost && { isLineLost: options.isLineLost }),
    });
    this.#observer.restore(standingOutages(options.database, clock.now()));
    this.#checks = new Checks({
      ...options,
      isOpen: (id, provider) =>
        this.#results.isOpen(id) || this.#observer.isUnwritten(id) || this.#observer.outages.isHeld(provider, id),
      isQuiet: (at) => isQuiet(at, policyOf(this.#policy()).quietHours),
      providers: () => (this.#mayCheck() ? providers() : []),
      orders: (id, at) => this.#orders(id, at),
      onResult: (result) => this.#results.take(result),
      lookCount: () => this.#results.lookCount,
    });
    const take = (observation: Observation): void => this.#observer.take(observation);
    this.#results = new CheckResults({ ...options, take });
    this.#viewers = new ViewerSamples({
      ...options,
      take,
      stream: (id) => this.stream(id),
      sawTogether: (id, count) => this.#checks.sawOnAir(id, count),
    });
    this.#upgrades = new Upgrades({
      ...options,
      isWanted: () => this.#mayCheck() && options.settings().health.auto_upgrade,
      quietHours: () => policyOf(this.#policy()).quietHours,
      choose: () => this.#choose(),
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
      upgrades: this.#upgrades.made,
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

  /** Ends those that are under way, with what looks into their bytes; none is begun any more. Who asked for one is told at once. */
  async endChecks(): Promise<void> {
    await Promise.all([this.#checks.stop(), this.#results.stop()]);
    await this.#results.stop(); // of those that were just being answered
  }

  async stop(): Promise<void> {
    this.#ticker?.cancel();
    await this.endChecks();
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
    await this.#results.settled(id);
    await this.#observer.flush();
    return answer.code === null && this.#isClip(id) ? { ...answer, ...CLIP } : answer;
  }

  /** What was seen of it last has turned out to be none of its own. */
  #isClip(id: StreamId): boolean {
    return this.stream(id)?.standing.samples.at(-1)?.code === CLIP.code;
  }

  /** A session shows it. */
  sawPicture(streamId: StreamId): void {
    this.#viewers.saw(streamId, null);
  }

  /** A session lost it, or got nothing of it. */
  lost(streamId: StreamId, code: ErrorCode): void {
    this.#viewers.saw(streamId, code);
    const record = blameFor(code) === 'nobody' ? undefined : this.stream(streamId);
    if (record) this.suspect(record.providerId); // whether it is more than this stream shows elsewhere, and soon
  }

  /** What the picture of one on air is like. */
  sawPictureOf(streamId: StreamId, picture: NonNullable<Observation['picture']>): void {
    this.#viewers.sawPictureOf(streamId, picture);
  }

  /** Its list cannot be had, or somebody lost a stream of it: whether others work is asked at once, not when they are due. */
  suspect(id: ProviderId): void {
    this.#observer.outages.suspect(id, this.#options.clock.now());
  }

  /** Looks for better streams now. */
  upgrade(): Promise<readonly Upgrade[]> {
    return this.#upgrades.run();
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
    this.#viewers.tick();
    if (this.#isSumOld && this.#checks.inFlight === 0) void this.sum().catch(() => undefined); // they stay as they were
    this.#upgrades.tick();
  }

  async #choose(): Promise<readonly Upgrade[]> {
    const { work, settings, clock, decisions, hands } = this.#options;
    await this.#observer.flush();
    const providers = this.#providerFacts();
    const { prefer, languages } = settings().health;
    return work.upgrade({
      providers: Object.fromEntries(providers),
      hands: hands(),
      decisions: decisions.all,
      policy: { prefer, languages, providerCount: providers.size },
      now: clock.now(),
    });
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
