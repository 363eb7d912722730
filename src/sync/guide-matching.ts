// A channel's guide: what a person is asked, told and decides. Knows the names of a channel's streams, which the lineup
// does not.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { GuideDecided, GuideEdit } from '../lineup/guide-choices.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { ChannelRow, Decided, GuideReviewQuery } from '../lineup/query.ts';
import { parseChannelId, printChannelId, type ChannelId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { AskedChannel } from './guide-candidates.ts';
import type {
  ChannelGuideDecision,
  GuideCandidateRow,
  GuideDecision,
  GuideDoubtPage,
  GuideMatch,
  GuideSearchPage,
} from './guide-query.ts';
import type { GuideWords } from './guide-search.ts';
import type { KnowledgeRef } from './knowledge/table-file.ts';
import { marketOfStream, nameRefOf } from './naming.ts';

const ASK = taskRef<typeof import('./guide-candidates.task.ts').default>(
  taskUrl(import.meta, './guide-candidates.task'),
);

/** Candidates of one channel that was opened, and of each in a list. */
const MOST_EXPLAINED = 15;
const MOST_REVIEWED = 5;

export interface GuideChoiceOptions {
  readonly guideFile: string;
  /** Folder of what matching remembers. */
  readonly memory: string;
  readonly clock: Clock;
  readonly pool: WorkerPool;
  readonly catalogue: Pick<Catalogue, 'streams'>;
  readonly lineup: Pick<
    Lineup,
    'changedGuides' | 'channel' | 'decideGuides' | 'guideChoiceOf' | 'lists' | 'origin' | 'standing'
  >;
  readonly knowledge: () => KnowledgeRef | null;
  /** Resolves when a build that began after the call is published. */
  readonly rebuild: () => Promise<unknown>;
  /** Programmes of a guide's channel that nobody had wanted are fetched, in the background. */
  readonly refreshGuides: () => void;
}

export class GuideMatching {
  readonly #options: GuideChoiceOptions;

  constructor(options: GuideChoiceOptions) {
    this.#options = options;
  }

  /** Channels of all guides, by words. */
  async search(query: GuideWords): Promise<GuideSearchPage> {
    const { pool, guideFile: file } = this.#options;
    return (await pool.run(ASK, { file, kind: 'search', ...query })) as GuideSearchPage;
  }

  /** @throws AppError `channel.unknown` */
  async explain(id: ChannelId): Promise<GuideMatch> {
    const { guide } = this.#row(id);
    const asked = this.#asked(id);
    const { choice } = asked.question;
    const chosen = choice?.chosen;
    const [candidates = []] = await this.#candidates([asked], MOST_EXPLAINED);
    return {
      choice: chosen === undefined ? 'automatic' : chosen === null ? 'none' : 'chosen',
      is_missing: Boolean(chosen) && guide?.by !== 'hand',
      refused: choice?.refused ?? [],
      candidates,
    };
  }

  /** Channels whose guide a person should look at, each with the guides that it could have. */
  async review(query: GuideReviewQuery): Promise<GuideDoubtPage> {
    const page = await this.#options.lineup.lists.guideReview(query);
    const asked = page.items.map(({ channel, near }) => ({ ...this.#asked(parseChannelId(channel.id)!), near }));
    const candidates = asked.length === 0 ? [] : await this.#candidates(asked, MOST_REVIEWED);
    return { ...page, items: page.items.map((item, at) => ({ ...item, candidates: candidates[at] ?? [] })) };
  }

  /**
   * Resolves when the decisions are on the disk and the lineup that follows from them is published. Either all are taken
   * or none.
   * @throws AppError `channel.unknown`; `request.invalid` for a channel without streams or, to lock, without a guide
   */
  async decide(asked: readonly ChannelGuideDecision[]): Promise<Decided> {
    const { lineup, rebuild, refreshGuides } = this.#options;
    const decisions = this.#standing(asked);
    const guides = (): string[] => decisions.map(({ id }) => JSON.stringify(this.#row(id).guide));
    const before = guides();
    const decided = await lineup.decideGuides(this.#edits(decisions));
    await rebuild();
    const after = guides();
    const changed = new Set(decisions.flatMap(({ id }, at) => (before[at] === after[at] ? [] : id))).size;
    if (decisions.some(({ decision }) => decision.kind === 'choose')) refreshGuides();
    return { ...decided, changed };
  }

  /** About how many channels something else would be decided; nothing is. @throws AppError as `decide` */
  preview(asked: readonly ChannelGuideDecision[]): number {
    return this.#options.lineup.changedGuides(this.#edits(this.#standing(asked)));
  }

  #standing(decisions: readonly ChannelGuideDecision[]): readonly ChannelGuideDecision[] {
    return decisions.map((one) => ({ ...one, id: this.#options.lineup.standing(one.id) }));
  }

  #edits(decisions: readonly ChannelGuideDecision[]): GuideDecided[] {
    return decisions.map(({ id, decision }) => {
      const row = this.#row(id);
      const refs = [...new Set(this.#streams(id).map(nameRefOf))];
      if (refs.length === 0) {
        throw new AppError('request.invalid', `No provider has a stream for channel ${printChannelId(id)} now.`);
      }
      return { refs, edit: editOf(decision, row) };
    });
  }

  #asked(id: ChannelId): AskedChannel {
    const streams = this.#streams(id);
    const choice = this.#options.lineup.guideChoiceOf(streams.map(nameRefOf));
    const market = streams[0] ? (marketOfStream(streams[0]).split(' ', 1)[0] ?? '') : '';
    return { question: { ...questionOf(streams), choice }, market };
  }

  async #candidates(asked: readonly AskedChannel[], limit: number): Promise<readonly (readonly GuideCandidateRow[])[]> {
    const { pool, guideFile: file, memory, knowledge, clock } = this.#options;
    const found = { file, memory, knowledge: knowledge() };
    const input = { ...found, kind: 'candidates' as const, asked, limit, now: clock.now() };
    return (await pool.run(ASK, input)) as readonly (readonly GuideCandidateRow[])[];
  }

  #row(id: ChannelId): ChannelRow {
    const row = this.#options.lineup.channel(id);
    if (!row) throw new AppError('channel.unknown', `There is no channel ${printChannelId(id)}.`);
    return row;
  }

  #streams(id: ChannelId): readonly Stream[] {
    const { lineup, catalogue } = this.#options;
    return catalogue.streams(lineup.origin(id)?.streamIds ?? []);
  }
}

function editOf(decision: GuideDecision, { guide }: ChannelRow): GuideEdit {
  if (decision.kind === 'choose' || decision.kind === 'refuse') {
    const { kind, source, xmltv_id, name } = decision;
    return { kind, guide: { source, xmltv_id, name } };
  }
  if (decision.kind !== 'lock') return { kind: decision.kind };
  if (!guide) throw new AppError('request.invalid', 'The channel has no guide that could be kept.');
  return { kind: 'choose', guide: { source: guide.source, xmltv_id: guide.xmltv_id, name: guide.name } };
}

const once = (texts: readonly string[]): string[] => [...new Set(texts)].filter((text) => text !== '');

/** As a build asks: names and tvg-names, tvg-ids. */
function questionOf(streams: readonly Stream[]) {
  return {
    name: 0,
    names: once(streams.flatMap(({ name, tvgName }) => [name, tvgName])),
    xmltvIds: once(streams.map(({ tvgId }) => tvgId)),
  };
}
