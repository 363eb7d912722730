// The lineup as the main thread knows it: the published snapshot in memory, a person's decisions, and what changes
// either. Decisions come one after another; whoever reads sees the lineup before or after, never between.

import type { DatabaseSync } from 'node:sqlite';
import type { Unsubscribe } from '../kernel/events.ts';
import { Lane } from '../kernel/lane.ts';
import { inSlices } from '../kernel/slices.ts';
import type { LineupSnapshot } from '../model/channel.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';
import { openDocument, type Document, type Portable } from '../storage/document.ts';
import { fileStamp } from '../storage/file-stamp.ts';
import type { Paths } from '../storage/paths.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import { decidingStreams } from './decide-streams.ts';
import { Deciding } from './deciding.ts';
import { decisionsAhead, decisionsSchema, noDecisions, type Decisions } from './decisions.ts';
import type { EditOutcome } from './edit.ts';
import { editGuides, type GuideChoice, type GuideChoices, type GuideDecided, type GuideRef } from './guide-choices.ts';
import { readChannel, readOrigin, type ChannelOrigin } from './list.ts';
import { LineupLists } from './lists.ts';
import type { MatchDecisions } from './match-decisions.ts';
import type { ChannelEdit, ChannelFilter, ChannelPatch, ChannelRow, Decided, LineupSummary } from './query.ts';
import { openLineupDatabase, readBuiltFrom } from './schema.ts';
import { applyingEdit, checkingDecisions, patching } from './patch.ts';
import { Publisher, type PublisherOptions } from './publisher.ts';
import { editStanding, standingIn, targetStanding } from './standing.ts';
import type { KeptStreamOrder, StreamOrderChange } from './stream-order.ts';
import { takeBack, type DecisionsChange } from './take-back.ts';
import type { LineupStoreInput } from './worker-store.ts';

const EDIT = taskRef<typeof import('./edit.task.ts').default>(taskUrl(import.meta, './edit.task'));
const PATCH = taskRef<typeof import('./patch.task.ts').default>(taskUrl(import.meta, './patch.task'));

export interface LineupOptions extends PublisherOptions {
  readonly paths: Pick<Paths, 'decisions' | 'lineup' | 'numbers'>;
  /** Runs lists and decisions; builds bring their own. */
  readonly pool: WorkerPool;
  /** Builds the lineup anew: a decision about guides or about names that are one channel was taken back. */
  readonly onBuildNeeded?: () => Promise<Pick<LineupSummary, 'changedCount'>>;
}

/** Either by ids or by a filter. */
export interface EditTarget {
  readonly ids?: readonly ChannelId[] | undefined;
  readonly where?: ChannelFilter | undefined;
}

export class Lineup {
  /** What is asked of its rows, page by page. */
  readonly lists: LineupLists;
  readonly #options: LineupOptions;
  readonly #database: DatabaseSync;
  readonly #decisions: Document<Decisions>;
  readonly #lane = new Lane();
  readonly #publisher: Publisher;
  readonly #deciding: Deciding;

  constructor(options: LineupOptions, database: DatabaseSync, decisions: Document<Decisions>) {
    this.#options = options;
    this.lists = new LineupLists(options.pool, options.paths.lineup);
    this.#database = database;
    this.#decisions = decisions;
    this.#publisher = new Publisher(options, {
      database,
      decisions: () => decisions.data,
      stamp: () => fileStamp(options.paths.decisions),
      lane: this.#lane,
    });
    const { onBuildNeeded } = options;
    this.#deciding = new Deciding({ decisions, lane: this.#lane, publisher: this.#publisher, onBuildNeeded });
  }

  /** Enabled channels that have a stream, by number. */
  get snapshot(): LineupSnapshot {
    return this.#publisher.snapshot;
  }

  /** When a build has ended last, as epoch milliseconds; 0 for none since the start. */
  get builtAt(): number {
    return this.#publisher.builtAt;
  }

  /** What `rebuild` was last told to build from; empty before the first build. */
  get builtFrom(): string {
    return readBuiltFrom(this.#database);
  }

  /** Called with every snapshot whose revision differs from the one before. */
  onPublished(listener: (snapshot: LineupSnapshot) => void): Unsubscribe {
    return this.#publisher.onPublished(listener);
  }

  /** Reads what was published when Masthead last ran; what was decided and not shown then follows in the background. */
  async load(): Promise<void> {
    if (await this.#lane.run(() => this.#publisher.load())) return;
    const tell = (error: unknown): void => this.#options.log.warning('What was decided cannot be shown', { error });
    void this.#lane.run(() => this.#publisher.settle()).catch(tell);
  }

  /** The channel that one has become part of; the same where it is one of its own. */
  channelNow(id: ChannelId): ChannelId {
    return this.snapshot.former.byId.get(id) ?? id;
  }

  /** The channel with this id, else the one that it has become part of; the same id where there is none. */
  readonly standing = (id: ChannelId): ChannelId =>
    standingIn(this.snapshot, id, (one) => this.channel(one) !== undefined);

  /**
   * Has the lineup built anew. What is decided meanwhile about a few channels is shown at once, and holds when it is built.
   * @param build runs `buildLineup` in a worker: it reads rooms that this one does not know
   */
  rebuild(build: (input: LineupStoreInput) => Promise<LineupSummary>): Promise<LineupSummary> {
    return this.#publisher.rebuild(build);
  }

  /**
   * Decides for channels; resolves when the decision is on the disk and published.
   * @param isDryRun nothing is decided: it is only said how many channels would differ
   * @throws AppError `channel.unknown`, `request.invalid`, `request.conflict`, `settings.invalid`: nothing has changed
   */
  patch(asked: readonly ChannelPatch[], isDryRun = false): Promise<Decided> {
    return this.#deciding.inTurn(async () => {
      const patches = asked.map((patch) => targetStanding(patch, this.standing));
      const decisions = await inSlices(patching(this.#decisions.data, patches, await this.#targetsOf(patches)));
      if (!isDryRun) return this.#deciding.decide(() => decisions);
      const { changed } = await this.#publisher.settle({ decisions, isDryRun });
      return { changed, undo_id: '' };
    });
  }

  /** What an edit would decide; nothing is changed. @throws AppError as `edit` */
  async previewEdit(target: EditTarget, edit: ChannelEdit): Promise<Pick<EditOutcome, 'changed' | 'samples'>> {
    const outcome = await this.#workOut(target, edit, true);
    await inSlices(applyingEdit(this.#decisions.data, outcome)); // whether it can be
    return outcome;
  }

  /** @throws AppError `channel.unknown`, `request.invalid`, `request.conflict`: nothing has changed */
  edit(target: EditTarget, edit: ChannelEdit): Promise<Decided> {
    return this.#deciding.inTurn(async () => {
      const outcome = await this.#workOut(target, edit, false);
      const decisions = await inSlices(applyingEdit(this.#decisions.data, outcome));
      return this.#deciding.decide(() => decisions);
    });
  }

  /** Decides in which order a channel's streams are tried. @throws AppError `stream.unknown`: nothing has changed */
  orderStreams(id: ChannelId, change: StreamOrderChange): Promise<Decided> {
    return this.#deciding.inTurn(async () => {
      const known = this.origin(id)?.streamIds ?? [];
      const decisions = await inSlices(decidingStreams(this.#decisions.data, id, change, known));
      return this.#deciding.decide(() => decisions);
    });
  }

  /** For how many channels these decisions would say something else. */
  changedGuides(decisions: readonly GuideDecided[]): number {
    const { guides } = this.#decisions.data;
    const after = editGuides(guides, decisions);
    return decisions.filter(({ refs }) => saidOf(guides, refs) !== saidOf(after, refs)).length;
  }

  /** Decides about channels' guides, all or none; it shows with the next build, which the caller sees to. */
  decideGuides(decisions: readonly GuideDecided[]): Promise<Decided> {
    return this.#deciding.inTurn(() =>
      this.#deciding.decide((before) => ({ ...before, guides: editGuides(before.guides, decisions) })),
    );
  }

  /** Takes the newest decision back; who gave way to a number has its own again. @throws AppError `request.conflict` when something else was decided since */
  undo(id: string): Promise<{ readonly changed: number }> {
    return this.#deciding.built(() => this.#deciding.undo(id));
  }

  /**
   * Takes a decision back, whatever was decided since about other channels.
   * @param onTaken called when that is on the disk; what only a build shows is still to come then
   * @throws AppError `request.conflict`
   */
  takeBack(change: DecisionsChange, onTaken?: () => void): Promise<Decided> {
    return this.#deciding.built(async () => {
      const decided = await this.#deciding.decide((before) => takeBack(before, change));
      onTaken?.();
      return decided;
    });
  }

  /** What a person has decided about channels. */
  get decisions(): Decisions {
    return this.#decisions.data;
  }

  /** The decisions; replaced they can be taken back like any other. */
  get portable(): Portable {
    const replace = (data: Decisions): Promise<Decided> =>
      this.#deciding.inTurn(() => this.#deciding.decide(() => data));
    return this.#decisions.portable({ check: checkingDecisions, ahead: decisionsAhead, replace });
  }

  /** Guides that a person has chosen, each once. */
  chosenGuides(): GuideRef[] {
    return [...new Set(Object.values(this.#decisions.data.guides).flatMap(({ chosen }) => chosen ?? []))];
  }

  /** What was decided of the guide of the channel with these names. */
  guideChoiceOf(refs: readonly string[]): GuideChoice | undefined {
    const { guides } = this.#decisions.data;
    return refs.map((ref) => guides[ref]).find((choice) => choice !== undefined);
  }

  get matchDecisions(): MatchDecisions {
    return this.#decisions.data.matches;
  }

  /** Resolves when the decision is on the disk; it shows with the next build, which the caller sees to. */
  async decideMatches(change: (before: MatchDecisions) => MatchDecisions): Promise<void> {
    await this.#deciding.inTurn(() => this.#decisions.update((data) => ({ ...data, matches: change(data.matches) })));
  }

  /** Also a disabled or absent one; `undefined` for an id that none has or had. */
  channel(id: ChannelId): ChannelRow | undefined {
    return readChannel(this.#database, id);
  }

  /** Also of a disabled or absent one; `undefined` for an id that none has or had. */
  origin(id: ChannelId): ChannelOrigin | undefined {
    return this.snapshot.byId.get(id) ?? readOrigin(this.#database, id);
  }

  /** The stream profile that a person has chosen for it. */
  streamProfileOf(id: ChannelId): string | undefined {
    return this.#decisions.data.channels[printChannelId(id)]?.stream_profile;
  }

  /** Address of the logo that a person has chosen for it; see `ChannelDecision`. */
  chosenLogoOf(id: ChannelId): string | undefined {
    return this.#decisions.data.channels[printChannelId(id)]?.logo;
  }

  /** How a person wants its streams to be tried. */
  streamOrderOf(id: ChannelId): KeptStreamOrder | undefined {
    return this.#decisions.data.channels[printChannelId(id)]?.streams;
  }

  /** Of all channels that a person has ordered, by printed id. */
  streamOrders(): Record<string, KeptStreamOrder> {
    const decided = Object.entries(this.#decisions.data.channels);
    return Object.fromEntries(decided.flatMap(([id, { streams }]) => (streams ? [[id, streams] as const] : [])));
  }

  /** Resolves when no build or decision is under way any more. */
  async close(): Promise<void> {
    await this.#publisher.settled();
    await this.#lane.settled();
    await this.#decisions.settled();
    this.#database.close();
  }

  /** The channels that each patch means: who names published ones needs nothing read. */
  async #targetsOf(patches: readonly ChannelPatch[]): Promise<readonly (readonly ChannelId[])[]> {
    const { byId } = this.snapshot;
    const isKnown = patches.every(({ ids, where }) => !where && ids?.every((id) => byId.has(id)));
    if (isKnown) return patches.map(({ ids }) => ids ?? []);
    return this.#options.pool.run(PATCH, { file: this.#options.paths.lineup, patches });
  }

  #workOut(target: EditTarget, edit: ChannelEdit, isPreview: boolean): Promise<EditOutcome> {
    const { ids, where } = targetStanding(target, this.standing);
    const file = this.#options.paths.lineup;
    return this.#options.pool.run(EDIT, { file, ids, where, edit: editStanding(edit, this.standing), isPreview });
  }
}

const saidOf = (choices: GuideChoices, refs: readonly string[]): string =>
  JSON.stringify(refs.map((ref) => choices[ref]));

export async function openLineup(options: LineupOptions): Promise<Lineup> {
  const decisions = await openDocument<Decisions>({
    file: options.paths.decisions,
    schema: decisionsSchema,
    initial: () => noDecisions,
    log: options.log,
  });
  const lineup = new Lineup(options, openLineupDatabase(options.paths.lineup, options.log, 'read'), decisions);
  await lineup.load();
  return lineup;
}
