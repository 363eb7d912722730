// What a person has decided about which title of TMDB a name is: by kind, name and year, which outlive providers and databases.

import * as z from 'zod';
import type { Log } from '../kernel/log.ts';
import { hash53 } from '../model/ids.ts';
import { TITLE_KINDS, type Title } from '../model/title.ts';
import { openDocument, type Document, type Portable } from '../storage/document.ts';
import { nameRef } from './title-key.ts';

const MAX_DECISIONS = 100_000;
const REF = new RegExp(`^(?:${TITLE_KINDS.join('|')})\n[^\n]{1,1000}\n\\d{1,6}$`);

const schema = z.strictObject({
  /** By kind, plain name and year, on a line each; 0 for a title that TMDB does not have. */
  titles: z
    .record(z.string().regex(REF), z.int().min(0))
    .refine((titles) => Object.keys(titles).length <= MAX_DECISIONS, 'too many')
    .default({}),
});

type Kept = z.output<typeof schema>;
type Named = Pick<Title, 'kind' | 'name' | 'year'>;

export interface TitleDecision {
  readonly title: Named;
  /** 0 for none of TMDB's; null takes a decision back. */
  readonly tmdbId: number | null;
}

export class TitleDecisions {
  readonly #document: Document<Kept>;

  constructor(document: Document<Kept>) {
    this.#document = document;
  }

  /** `undefined` where nothing was decided. */
  of({ kind, name, year }: Named): number | undefined {
    return this.#document.data.titles[nameRef(kind, name, year)];
  }

  /** By the key of a name (`nameKey`). */
  get keyed(): readonly (readonly [key: number, tmdbId: number])[] {
    return Object.entries(this.#document.data.titles).map(([ref, tmdbId]) => [hash53(ref), tmdbId]);
  }

  get portable(): Portable {
    return this.#document.portable();
  }

  /** All or none. */
  async decide(decisions: readonly TitleDecision[]): Promise<void> {
    await this.#document.update(({ titles }) => {
      const after = { ...titles };
      for (const { title, tmdbId } of decisions) {
        const ref = nameRef(title.kind, title.name, title.year);
        if (tmdbId === null) delete after[ref];
        else after[ref] = tmdbId;
      }
      return { titles: after };
    });
  }
}

export async function openTitleDecisions(file: string, log: Log): Promise<TitleDecisions> {
  return new TitleDecisions(await openDocument<Kept>({ file, schema, initial: () => ({ titles: {} }), log }));
}
