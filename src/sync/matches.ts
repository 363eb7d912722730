// Which names are one channel: what a person is asked, told and decides. Knows the names of a channel's streams, which
// the lineup does not.

import type { Catalogue } from '../catalogue/catalogue.ts';
import { keyOfRef } from '../formats/names/key.ts';
import { readName } from '../formats/names/read.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { JournalEntry, MatchDecisions } from '../lineup/match-decisions.ts';
import {
  joinNames,
  journalled,
  keepApart,
  lockChannel,
  splitNames,
  undo,
  unlockChannel,
  type Assignment,
  type NameRef,
} from '../lineup/match-edits.ts';
import type { ProposalPage, ProposalQuery } from '../lineup/query.ts';
import { BARRIERS } from '../matching/constraints.ts';
import { identify } from '../matching/identity.ts';
import { parseChannelId, printChannelId, type ChannelId, type ProviderId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { Paths } from '../storage/paths.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { KnowledgeRef } from './knowledge/table-file.ts';
import type { MatchEdit, MatchEvent, MatchExplanation } from './match-query.ts';
import { nameRefOf } from './naming.ts';

const PROPOSALS = taskRef<typeof import('./proposals.task.ts').default>(taskUrl(import.meta, './proposals.task'));
const EXPLAIN = taskRef<typeof import('./explain.task.ts').default>(taskUrl(import.meta, './explain.task'));

export interface MatchesOptions {
  readonly paths: Pick<Paths, 'catalogue' | 'lineup' | 'numbers'>;
  readonly clock: Clock;
  readonly pool: WorkerPool;
  readonly catalogue: Pick<Catalogue, 'streams'>;
  readonly lineup: Pick<Lineup, 'channel' | 'standing' | 'decideMatches' | 'matchDecisions' | 'origin'>;
  /** Enabled ones. */
  readonly providers: () => readonly ProviderId[];
  readonly settings: () => Settings['matching'];
  readonly knowledge: () => KnowledgeRef | null;
  readonly looks: () => string | null;
  /** Resolves when a build that began after the call is published. */
  readonly rebuild: () => Promise<unknown>;
  /** The same unless the lineup shows already what is decided. */
  readonly catchUp: () => Promise<unknown>;
}

interface NamedRef {
  readonly ref: NameRef;
  readonly name: string;
}

export class Matches {
  readonly #options: MatchesOptions;

  constructor(options: MatchesOptions) {
    this.#options = options;
  }

  /** Channels that may be one, what would change most first. */
  review(query: ProposalQuery): Promise<ProposalPage> {
    const { paths, pool } = this.#options;
    return pool.run(PROPOSALS, { files: { catalogue: paths.catalogue, lineup: paths.lineup }, query });
  }

  /**
   * @param beside channels that are among the alternatives however unlike they are
   * @throws AppError `channel.unknown`
   */
  async explain(id: ChannelId, beside: readonly ChannelId[] = []): Promise<MatchExplanation> {
    for (const one of [id, ...beside]) this.#mustExist(one);
    const { paths, pool, providers, settings, knowledge, looks, lineup } = this.#options;
    const files = { catalogue: paths.catalogue, numbers: paths.numbers };
    const input = {
      files,
      providers: providers(),
      matching: settings(),
      knowledge: knowledge(),
      looks: looks(),
      channel: id,
      beside,
    };
    const said = await pool.run(EXPLAIN, input);
    const isLocked = (channel: string): boolean => lineup.matchDecisions.locked.includes(channel);
    const locked = isLocked(printChannelId(id));
    const alternatives = said.alternatives.map((other) => {
      const isOtherLocked = isLocked(other.id);
      const byHand = this.#areTwoByHand(id, parseChannelId(other.id)!) ? [BARRIERS.hand] : [];
      const byLock = locked || isOtherLocked ? [BARRIERS.locked] : [];
      return { ...other, locked: isOtherLocked, kept_apart: [...byHand, ...other.kept_apart, ...byLock] };
    });
    return { ...said, alternatives, locked };
  }

  /** Refused, or each given to its channel. */
  #areTwoByHand(a: ChannelId, b: ChannelId): boolean {
    const { names, apart } = this.#options.lineup.matchDecisions;
    const [ours, theirs] = [a, b].map((id) => new Set(this.#refsOf(id))) as [Set<NameRef>, Set<NameRef>];
    const isRefused = ([x, y]: readonly [NameRef, NameRef]): boolean =>
      (ours.has(x) && theirs.has(y)) || (ours.has(y) && theirs.has(x));
    const isGiven = (refs: ReadonlySet<NameRef>): boolean => [...refs].some((ref) => names[ref] !== undefined);
    return apart.some(isRefused) || (isGiven(ours) && isGiven(theirs));
  }

  /**
   * Resolves when the decisions are on the disk and the lineup that follows from them is published.
   * @returns what was not decided already: one event for each edit that changes something
   * @throws AppError `channel.unknown`, `request.invalid`: nothing is decided then; why it cannot be shown yet
   */
  async decide(edits: readonly MatchEdit[]): Promise<readonly MatchEvent[]> {
    const { lineup, rebuild, catchUp } = this.#options;
    const decide = this.#decisionOf(edits);
    let events: readonly MatchEvent[] = [];
    await lineup.decideMatches((before) => {
      const outcome = decide(before);
      ({ events } = outcome);
      return outcome.decisions;
    });
    await (events.length > 0 ? rebuild() : catchUp()); // sent again it may not be shown yet
    return events;
  }

  /** What `decide` would answer; nothing is decided. @throws AppError as `decide` */
  preview(edits: readonly MatchEdit[]): readonly MatchEvent[] {
    return this.#decisionOf(edits)(this.#options.lineup.matchDecisions).events;
  }

  /** All of them, one after another; an event for each that changes something. */
  #decisionOf(edits: readonly MatchEdit[]): (before: MatchDecisions) => Decision {
    const at = this.#options.clock.now();
    const steps = edits.map((edit) => this.#stepOf(edit));
    return (before) => {
      let decisions = before;
      const events: MatchEvent[] = [];
      for (const { kind, channels, names, change } of steps) {
        const called = channels.map((id) => this.#nameOf(id));
        const said = { at, kind, channels: channels.map(printChannelId), called, names };
        const after = journalled(decisions, change(decisions), said);
        const event = after === decisions ? undefined : after.journal.at(-1);
        if (event) events.push(eventOf(event));
        decisions = after;
      }
      return { decisions, events };
    };
  }

  /** The newest first. */
  history(): MatchEvent[] {
    return this.#options.lineup.matchDecisions.journal.map(eventOf).toReversed();
  }

  /** @throws AppError `request.not-found` for a decision that is too old or was taken back already */
  async undo(id: number): Promise<void> {
    const { lineup, rebuild } = this.#options;
    await lineup.decideMatches((before) => {
      const entry = before.journal.find((known) => known.id === id);
      if (!entry) throw new AppError('request.not-found', `There is no decision ${id} to take back.`);
      return undo(before, entry);
    });
    await rebuild();
  }

  #stepOf(edit: MatchEdit): Step {
    const { standing } = this.#options.lineup;
    if (edit.kind === 'merge') return this.#merge(edit.into, edit.from);
    if (edit.kind === 'refuse') return this.#refuse(standing(edit.channels[0]), standing(edit.channels[1]));
    const channel = standing(edit.channel);
    if (edit.kind === 'split') return this.#split(channel, edit.names);
    return edit.kind === 'lock' ? this.#lock(channel) : this.#unlock(channel);
  }

  #lock(id: ChannelId): Step {
    const assignment = this.#assignment(id);
    const { names } = assignment;
    return { kind: 'lock', channels: [id], names, change: (before) => lockChannel(before, assignment) };
  }

  #unlock(id: ChannelId): Step {
    this.#mustExist(id);
    const change = (before: MatchDecisions): MatchDecisions => unlockChannel(before, printChannelId(id));
    return { kind: 'unlock', channels: [id], names: [], change };
  }

  #merge(into: ChannelId, from: readonly ChannelId[]): Step {
    if (from.every((id) => id === into))
      throw new AppError('request.invalid', 'A channel cannot be merged with itself.');
    // What was merged already is asked for by its older id when the same is sent again.
    const channels = [...new Set([into, ...from].map(this.#options.lineup.standing))];
    const [target] = channels;
    const names = channels.flatMap((id) => this.#assignment(id).names);
    const channel = printChannelId(target!);
    return { kind: 'merge', channels, names, change: (before) => joinNames(before, { channel, names }) };
  }

  #refuse(a: ChannelId, b: ChannelId): Step {
    if (a === b) throw new AppError('request.invalid', 'A channel is always itself.');
    const theirs = differentNames(this.#namesOf(b));
    const pairs = differentNames(this.#namesOf(a)).flatMap((x) => theirs.map((y) => [x, y] as const));
    return {
      kind: 'refuse',
      channels: [a, b],
      names: [],
      change: (before) => pairs.reduce((decided, [x, y]) => keepApart(decided, x, y), before),
    };
  }

  #split(id: ChannelId, wanted: readonly string[]): Step {
    const all = this.#namesOf(id);
    const asked = new Set(wanted);
    const out = new Set(all.filter(({ name }) => asked.has(name)).map(({ ref }) => ref));
    const rest = [...new Set(all.map(({ ref }) => ref))].filter((ref) => !out.has(ref));
    if (out.size === 0) throw new AppError('request.invalid', 'The channel has no such name.');
    if (rest.length === 0) throw new AppError('request.invalid', 'At least one name is to stay.');
    const own = { channel: printChannelId(this.#freeId([...out], id)), names: [...out] };
    const kept = { channel: printChannelId(id), names: rest };
    const names = [...rest, ...out];
    return { kind: 'split', channels: [id], names, change: (before) => splitNames(before, kept, own) };
  }

  /** The channel that one of these names once was, else one that is new. */
  #freeId(refs: readonly NameRef[], not: ChannelId): ChannelId {
    const { lineup } = this.#options;
    const keys = refs.map((ref) => keyOfRef(ref) as ChannelId);
    for (let attempt = 0; ; attempt += 1) {
      const id = keys[attempt] ?? (keyOfRef(`${refs[0]} ${attempt}`) as ChannelId);
      if (id !== not && !lineup.channel(id)) return id;
    }
  }

  #refsOf(id: ChannelId): NameRef[] {
    const { lineup, catalogue } = this.#options;
    return catalogue.streams(lineup.origin(id)?.streamIds ?? []).map(nameRefOf);
  }

  #assignment(id: ChannelId): Assignment {
    const names = [...new Set(this.#namesOf(id).map(({ ref }) => ref))];
    return { channel: printChannelId(id), names };
  }

  /** @throws AppError `channel.unknown`; `request.invalid` for one that no provider has a stream for now */
  #namesOf(id: ChannelId): NamedRef[] {
    this.#mustExist(id);
    const { lineup, catalogue } = this.#options;
    const streams = catalogue.streams(lineup.origin(id)?.streamIds ?? []);
    if (streams.length === 0) {
      throw new AppError('request.invalid', `No provider has a stream for channel ${printChannelId(id)} now.`);
    }
    return streams.map((stream) => ({ ref: nameRefOf(stream), name: stream.name }));
  }

  #nameOf(id: ChannelId): string {
    return this.#options.lineup.channel(id)?.name ?? '';
  }

  #mustExist(id: ChannelId): void {
    if (this.#options.lineup.channel(id)) return;
    throw new AppError('channel.unknown', `There is no channel ${printChannelId(id)}.`);
  }
}

const eventOf = ({ id, at, kind, channels, called }: JournalEntry): MatchEvent => ({ id, at, kind, channels, called });

interface Decision {
  readonly decisions: MatchDecisions;
  readonly events: readonly MatchEvent[];
}

/** Names of a channel that a refusal speaks of, at most: with fewer, others of both could still be joined by likeness. */
const REFUSED_NAMES = 8;

/** One of those that are the same but for quality, prefix and spelling. */
function differentNames(names: readonly NamedRef[]): NameRef[] {
  const byKey = new Map<string, NameRef>();
  for (const { ref, name } of names) {
    const market = ref.split('|', 1)[0]!.split(' ', 1)[0]!;
    const { key } = identify(readName(name, { market }), { market });
    if (!byKey.has(key)) byKey.set(key, ref);
  }
  return [...byKey.values()].slice(0, REFUSED_NAMES);
}

/** A decision that was found possible. */
interface Step {
  readonly kind: MatchEdit['kind'];
  readonly channels: readonly ChannelId[];
  /** That it gives a channel. */
  readonly names: readonly NameRef[];
  readonly change: (before: MatchDecisions) => MatchDecisions;
}
