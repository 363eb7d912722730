// The lineup's rows as pages and counts, read by a worker: nobody waits on the main thread for them.

import type { ProviderId } from '../model/ids.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { GroupRow } from './groups.ts';
import type {
  ChannelFacets,
  ChannelPage,
  ChannelQuery,
  FamilyPage,
  FamilyQuery,
  GuideReviewPage,
  GuideReviewQuery,
} from './query.ts';

const LIST = taskRef<typeof import('./list.task.ts').default>(taskUrl(import.meta, './list.task'));
const GROUPS = taskRef<typeof import('./groups.task.ts').default>(taskUrl(import.meta, './groups.task'));
const FACETS = taskRef<typeof import('./facets.task.ts').default>(taskUrl(import.meta, './facets.task'));
const FAMILIES = taskRef<typeof import('./families.task.ts').default>(taskUrl(import.meta, './families.task'));
const GUIDE_REVIEW = taskRef<typeof import('./guide-review.task.ts').default>(
  taskUrl(import.meta, './guide-review.task'),
);

export class LineupLists {
  readonly #pool: WorkerPool;
  readonly #file: string;

  /** @param file the lineup's database */
  constructor(pool: WorkerPool, file: string) {
    this.#pool = pool;
    this.#file = file;
  }

  groups(providerId?: ProviderId): Promise<GroupRow[]> {
    return this.#pool.run(GROUPS, { file: this.#file, providerId });
  }

  list(query: ChannelQuery): Promise<ChannelPage> {
    return this.#pool.run(LIST, { file: this.#file, query });
  }

  /** What channels may be filtered by. */
  facets(): Promise<ChannelFacets> {
    return this.#pool.run(FACETS, { file: this.#file });
  }

  /** Channels that are alike without being one. */
  families(query: FamilyQuery): Promise<FamilyPage> {
    return this.#pool.run(FAMILIES, { file: this.#file, query });
  }

  /** Channels whose guide a person should look at. */
  guideReview(query: GuideReviewQuery): Promise<GuideReviewPage> {
    return this.#pool.run(GUIDE_REVIEW, { file: this.#file, query });
  }
}
