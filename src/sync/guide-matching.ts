// A channel's guide: what a person is asked, told and decides. Knows the names of a channel's streams, which the lineup
// does not.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { GuideEdit } from '../lineup/guide-choices.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { ChannelRow, Decided } from '../lineup/query.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { GuideCandidateRow, GuideDecision, GuideMatch, GuideSearchPage } from './guide-query.ts';
import type { KnowledgeRef } from './knowledge/table-file.ts';
import { marketOfStream, nameRefOf } from './naming.ts';

const ASK = taskRef<typeof import('./guide-candidates.task.ts').default>(
  taskUrl(import.meta, './guide-candidates.task'),
);

export interface GuideChoiceOptions {
  readonly guideFile: string;
  readonly clock: Clock;
  readonly pool: WorkerPool;
  readonly catalogue: Pick<Catalogue, 'streams'>;
  readonly lineup: Pick<Lineup, 'channel' | 'decideGuide' | 'guideChoiceOf' | 'origin'>;
  readonly knowledge: () => KnowledgeRef | null;
  /** Resolves when a build that began after the call is published. */
  readonly rebuild: () => Promise<unknown>;
  /** Programmes of a guide's channel that nobody had wanted are fetched, in the background. */
  readonly refreshGuides: () => void;
}

export interface GuideSearch {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

export class GuideMatching {
  readonly #options: GuideChoiceOptions;

  constructor(options: GuideChoiceOptions) {
    this.#options = options;
  }

  /** Channels of all guides, by words. */
  async search(query: GuideSearch): Promise<GuideSearchPage> {
    const { pool, guideFile: file } = this.#options;
    return (await pool.run(ASK, { file, kind: 'search', ...query })) as GuideSearchPage;
  }

  /** @throws AppError `channel.unknown` */
  async explain(id: ChannelId): Promise<GuideMatch> {
    const { pool, guideFile: file, lineup, knowledge, clock } = this.#options;
    const { guide } = this.#row(id);
    const streams = this.#streams(id);
    const choice = lineup.guideChoiceOf(streams.map(nameRefOf));
    const chosen = choice?.chosen;
    const market = streams[0] ? (marketOfStream(streams[0]).split(' ', 1)[0] ?? '') : '';
    const question = { ...questionOf(streams), choice };
    const now = clock.now();
    const input = { file, kind: 'candidates' as const, question, market, knowledge: knowledge(), now };
    return {
      choice: chosen === undefined ? 'automatic' : chosen === null ? 'none' : 'chosen',
      is_missing: Boolean(chosen) && guide?.by !== 'hand',
      refused: choice?.refused ?? [],
      candidates: (await pool.run(ASK, input)) as readonly GuideCandidateRow[],
    };
  }

  /**
   * Resolves when the decision is on the disk and the lineup that follows from it is published.
   * @throws AppError `channel.unknown`; `request.invalid` for a channel without streams or, to lock, without a guide
   */
  async decide(id: ChannelId, decision: GuideDecision): Promise<Decided> {
    const { lineup, rebuild, refreshGuides } = this.#options;
    const row = this.#row(id);
    const refs = [...new Set(this.#streams(id).map(nameRefOf))];
    if (refs.length === 0) {
      throw new AppError('request.invalid', `No provider has a stream for channel ${printChannelId(id)} now.`);
    }
    const decided = await lineup.decideGuide(refs, editOf(decision, row));
    await rebuild();
    if (decision.kind === 'choose') refreshGuides();
    return decided;
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
