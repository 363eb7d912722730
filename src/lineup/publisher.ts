// What clients see of the lineup, and how it is brought up to what is decided: the few channels that a decision is about, or all.
// Decisions come one after another. A build goes on beside those that are about a few channels: what was decided meanwhile is
// settled when it has ended, and shown at once before.

import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../kernel/clock.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import { Lane } from '../kernel/lane.ts';
import { inSlices, type Sliced } from '../kernel/slices.ts';
import type { Log } from '../kernel/log.ts';
import { emptyLineup, type LineupSnapshot } from '../model/channel.ts';
import { parseChannelId, printChannelId, type ChannelId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { Paths } from '../storage/paths.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { SettleHow } from './build.ts';
import type { Decisions, KeptDecision } from './decisions.ts';
import type { OwnNumber } from './numbering.ts';
import type { LineupSummary } from './query.ts';
import type { KeyedScheme } from './ruling.ts';
import { readFollowed, readRevision } from './schema.ts';
import { settleSomeWhile } from './settle-some-while.ts';
import { changeSnapshot, channelCountOf, readSnapshot } from './snapshot.ts';
import { touchedBy, type Touched } from './touched.ts';
import type { LineupStoreInput } from './worker-store.ts';

const REGROUPED = taskRef<typeof import('./regrouped.task.ts').default>(taskUrl(import.meta, './regrouped.task'));
const SETTLE = taskRef<typeof import('./settle.task.ts').default>(taskUrl(import.meta, './settle.task'));

/** Of no state of the decisions: all channels are settled when Masthead is started again. */
const FOLLOWS_NONE = '-';

export interface PublisherOptions {
  readonly paths: Pick<Paths, 'lineup' | 'numbers'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly pool: WorkerPool;
  readonly settings: () => Settings['lineup'];
  /** How rules number channels, in their order. */
  readonly schemes: () => readonly KeyedScheme[];
  /** An edit was written to the database, whose log is to be written out. */
  readonly onEdited?: () => void;
}

interface PublisherParts {
  readonly database: DatabaseSync;
  readonly decisions: () => Decisions;
  /** Names the state of the decisions that is on the disk. */
  readonly stamp: () => string;
  /** Decisions take their turn in it. */
  readonly lane: Lane;
}

interface SettleAsked {
  /** Left out: what is decided. */
  readonly decisions?: Decisions;
  /** They are only tried. */
  readonly isDryRun?: boolean;
  /** Own ones that channels get back. */
  readonly numbers?: readonly OwnNumber[];
  /** Resolves when the decisions are on the disk, before which nothing is shown; rejects where they are not: nothing has changed then. */
  readonly written?: Promise<unknown>;
}

export interface Settled {
  readonly changed: number;
  /** Whose own number was given to another channel. */
  readonly gaveWay: readonly OwnNumber[];
}

interface While {
  readonly written: Promise<unknown> | undefined;
}

export class Publisher {
  readonly #options: PublisherOptions;
  readonly #parts: PublisherParts;
  readonly #builds = new Lane();
  readonly #listeners = new Set<(snapshot: LineupSnapshot) => void>();
  /** A build that is under way: settles when it has written what it makes. */
  #building: Promise<unknown> | undefined;
  /** It may store its channels over what was decided since it began: not all of them follow what a few are brought up to. */
  #isOvertaken = false;
  #snapshot: LineupSnapshot = emptyLineup;
  #builtAt = 0;
  /** What was decided as the stored channels are; undefined where that is not known, and all of them are to be settled. */
  #followed: Decisions | undefined;

  constructor(options: PublisherOptions, parts: PublisherParts) {
    this.#options = options;
    this.#parts = parts;
  }

  get snapshot(): LineupSnapshot {
    return this.#snapshot;
  }

  /** When a build has ended last, as epoch milliseconds; 0 for none since the start. It may have changed what is proposed alone. */
  get builtAt(): number {
    return this.#builtAt;
  }

  /** Called with every snapshot whose revision differs from the one before. */
  onPublished(listener: (snapshot: LineupSnapshot) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What an earlier run has stored. For the lane. @returns whether it is what is decided: else it is to be settled */
  async load(): Promise<boolean> {
    const { database, decisions, stamp } = this.#parts;
    await this.#publish();
    const isFollowed = this.#snapshot === emptyLineup || readFollowed(database) === stamp();
    if (isFollowed) this.#followed = decisions();
    return isFollowed;
  }

  /** One build after another, beside the lane; what it has made is published in it. */
  rebuild(build: (input: LineupStoreInput) => Promise<LineupSummary>): Promise<LineupSummary> {
    const { lane, decisions } = this.#parts;
    return this.#builds.run(async () => {
      let since = decisions();
      let isBuilt = false;
      const built = lane.run(async () => {
        since = decisions();
        const building = build(this.#storeInput(since));
        this.#building = building.catch(() => undefined);
        this.#isOvertaken = true;
        return { building };
      });
      try {
        const summary = await (await built).building;
        isBuilt = true;
        return summary;
      } finally {
        await lane.run(() => this.#finish(since, isBuilt));
      }
    });
  }

  /**
   * Brings the lineup to what is decided. For the lane.
   * @throws AppError why it cannot be written; the next one settles all
   */
  async settle(asked: SettleAsked = {}): Promise<Settled> {
    const { decisions = this.#parts.decisions(), isDryRun = false, numbers = [], written } = asked;
    const followed = this.#followed;
    if (!isDryRun) this.#followed = undefined; // until it is written
    written?.catch(() => (this.#followed = followed));
    const touched = followed && (await inSlices(touchedBy(followed, decisions, this.#options.schemes().length > 0)));
    const settled =
      (touched && (await this.#settleSome(decisions, touched, { isDryRun, written }))) ??
      (await this.#settleAll(decisions, { isDryRun, numbers, written }));
    if (!isDryRun) this.#followed = decisions;
    return settled;
  }

  /** Resolves when no build is under way any more. */
  async settled(): Promise<void> {
    await this.#builds.settled();
  }

  /** A build knows what was decided when it began; one that has failed may have stored its channels before. */
  async #finish(since: Decisions, isBuilt: boolean): Promise<void> {
    if (isBuilt || this.#followed) this.#followed = since;
    this.#isOvertaken = false;
    try {
      if (this.#parts.decisions() !== this.#followed) await this.settle();
    } finally {
      this.#building = undefined;
      await this.#publishIfOther();
      if (isBuilt) this.#builtAt = this.#options.clock.now();
    }
  }

  async #settleAll(decisions: Decisions, { written, ...how }: SettleHow & While): Promise<Settled> {
    await written;
    if (!how.isDryRun) await this.#building; // either would number channels without knowing of the other
    try {
      const { changedCount, gaveWay } = await this.#options.pool.run(SETTLE, {
        ...this.#storeInput(decisions),
        ...how,
      });
      return { changed: changedCount, gaveWay };
    } finally {
      if (!how.isDryRun) await this.#publishIfOther(); // channels are written before their numbers are
    }
  }

  /** @returns undefined where all are to be looked at */
  async #settleSome(
    { channels, rules }: Decisions,
    touched: Touched,
    { isDryRun, written }: While & { readonly isDryRun: boolean },
  ): Promise<Settled | undefined> {
    const ids = await this.#idsOf(touched);
    const { pool, paths, clock } = this.#options;
    const own = await inSlices(ownOf(channels, ids));
    const input = { file: paths.lineup, ids, own, rules, isDryRun };
    const stamp = (): string => (this.#isOvertaken ? FOLLOWS_NONE : this.#parts.stamp());
    const outcome = await settleSomeWhile(pool, input, { written, stamp });
    if (!outcome) return undefined;
    if (!isDryRun) this.#options.onEdited?.();
    const { changed, shown, isOther } = outcome;
    if (isOther) {
      // What a build may have stored is not in it: it must not be taken for that, nor for what comes when the build has ended.
      const revisionOf = (stored: string): string => (this.#building ? `${stored}-${clock.now()}` : stored);
      const how = { ids: changed, shown, publishedAt: clock.now(), revisionOf };
      this.#show(await changeSnapshot(this.#parts.database, this.#snapshot, how));
    }
    return { changed: changed.length, gaveWay: [] };
  }

  /** Null: all of them. */
  async #idsOf({ keys, groups }: Touched): Promise<readonly ChannelId[] | null> {
    if (groups === null) return null;
    const ids = keys.flatMap((key) => parseChannelId(key) ?? []);
    if (groups.size === 0) return ids;
    const { pool, paths } = this.#options;
    return [...ids, ...(await pool.run(REGROUPED, { file: paths.lineup, groups: [...groups] }))];
  }

  #storeInput(decisions: Decisions): LineupStoreInput {
    const { paths, settings, schemes } = this.#options;
    const files = { lineupFile: paths.lineup, numbersFile: paths.numbers, followed: this.#parts.stamp() };
    return { ...files, decisions, settings: settings(), schemes: schemes() };
  }

  async #publishIfOther(): Promise<void> {
    if (readRevision(this.#parts.database) !== this.#snapshot.revision) await this.#publish();
  }

  /** What is stored. */
  async #publish(): Promise<void> {
    const snapshot = await readSnapshot(this.#parts.database, this.#options.clock.now());
    if (snapshot) this.#show(snapshot);
  }

  #show(snapshot: LineupSnapshot): void {
    if (snapshot.revision === this.#snapshot.revision) return;
    this.#snapshot = snapshot;
    this.#options.log.info('lineup published', { channels: channelCountOf(snapshot), revision: snapshot.revision });
    for (const listener of this.#listeners) listener(snapshot);
  }
}

/** What is decided of these channels, of those of them that something is decided of. */
function* ownOf(
  channels: Decisions['channels'],
  ids: readonly ChannelId[] | null,
): Sliced<Map<ChannelId, KeptDecision>> {
  const own = new Map<ChannelId, KeptDecision>();
  for (const key of ids ? ids.values().map(printChannelId) : Object.keys(channels)) {
    yield;
    const [id, said] = [parseChannelId(key), channels[key]];
    if (id !== undefined && said) own.set(id, said);
  }
  return own;
}
