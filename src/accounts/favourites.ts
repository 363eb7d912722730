// Each person's favourites, in its order. What no provider has at the moment keeps its place and its name; a channel that has
// become part of another counts as that one, and is itself again should the two part.

import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { FAVOURITE_KINDS, favouriteIds, noFavourites, type FavouriteIds } from '../model/favourite.ts';
import { hash53, parseChannelId, printChannelId, type ChannelId } from '../model/ids.ts';
import type { Document, Portable } from '../storage/document.ts';

/** Of one person; a list of more is no longer one of favourites, and is written whole with each change. */
export const MOST_FAVOURITES = 1_000;

const favourite = z.strictObject({
  /** As printed: `c…` or `t…`. */
  id: z.string().regex(/^[ct][0-9a-z]{11}$/),
  kind: z.enum(FAVOURITE_KINDS),
  /** As it was called when it was added. */
  name: z.string(),
  added_at: z.int(),
});

export const favouritesSchema = z.strictObject({
  people: z.record(z.string(), z.array(favourite).max(MOST_FAVOURITES)),
});

export type FavouritesData = z.output<typeof favouritesSchema>;
export type Favourite = z.output<typeof favourite>;
export type NewFavourite = Omit<Favourite, 'added_at'>;

const NONE: readonly Favourite[] = [];

export class Favourites {
  readonly #document: Document<FavouritesData>;
  readonly #clock: Clock;
  #channelNow: (id: ChannelId) => ChannelId = (id) => id;
  readonly #ids = new WeakMap<readonly Favourite[], FavouriteIds>();

  constructor(document: Document<FavouritesData>, clock: Clock) {
    this.#document = document;
    this.#clock = clock;
  }

  get portable(): Portable {
    return this.#document.portable();
  }

  /** @param channelNow the channel that one has become part of; the same where it is one of its own */
  follow(channelNow: (id: ChannelId) => ChannelId): void {
    this.#channelNow = channelNow;
  }

  /** With the ids that channels have now, each once. */
  of(personId: string): readonly Favourite[] {
    const list = this.#stored(personId);
    if (list.every(({ id }) => this.#now(id) === id)) return list;
    const now = new Map<string, Favourite>();
    for (const one of list) {
      const id = this.#now(one.id);
      if (!now.has(id)) now.set(id, { ...one, id });
    }
    return [...now.values()];
  }

  #stored(personId: string): readonly Favourite[] {
    return this.#document.data.people[personId] ?? NONE;
  }

  #now(id: string): string {
    const channel = parseChannelId(id);
    return channel === undefined ? id : printChannelId(this.#channelNow(channel));
  }

  /** The same, for lists and outputs: made once for each change. */
  idsOf(personId: string): FavouriteIds {
    const list = this.of(personId);
    if (list === NONE) return noFavourites;
    const known = this.#ids.get(list);
    if (known) return known;
    const ids = list.map(({ id }) => id);
    const made = favouriteIds(ids, hash53(ids.join()).toString(36));
    this.#ids.set(list, made);
    return made;
  }

  /**
   * Puts one before another, or at the end; one that is in the list already goes there only when it is told to.
   * @param before an id of the list; null is the end
   * @throws AppError `request.conflict` for one too many, `request.invalid` for a place that is not there
   */
  async put(personId: string, { favourite: added, before }: { favourite: NewFavourite; before?: string | null }) {
    await this.#change(personId, (list) => {
      const known = list.find(({ id }) => this.#now(id) === added.id);
      if (known && (before === undefined || before === added.id)) return list;
      const others = list.filter(({ id }) => this.#now(id) !== added.id);
      const at = before == null ? others.length : others.findIndex(({ id }) => this.#now(id) === before);
      if (at === -1) throw new AppError('request.invalid', `before: ${before} is not among the favourites.`);
      return others.toSpliced(at, 0, known ?? { ...added, added_at: this.#clock.now() });
    });
  }

  /** The whole list, in this order; what was in it before keeps its date. @throws AppError `request.conflict` */
  async replace(personId: string, wanted: readonly NewFavourite[]): Promise<void> {
    await this.#change(personId, (list) => {
      const known = new Map(list.map((one) => [this.#now(one.id), one]));
      const unique = new Map(wanted.map((one) => [one.id, one]));
      return Array.from(unique.values(), (one) => known.get(one.id) ?? { ...one, added_at: this.#clock.now() });
    });
  }

  /** @returns whether it was one */
  async remove(personId: string, id: string): Promise<boolean> {
    if (!this.of(personId).some((one) => one.id === id)) return false;
    await this.#change(personId, (list) => list.filter((one) => this.#now(one.id) !== id));
    return true;
  }

  /** All of a person that is gone. */
  async forget(personId: string): Promise<void> {
    if (this.#stored(personId) !== NONE) await this.#change(personId, () => []);
  }

  async #change(personId: string, change: (list: readonly Favourite[]) => readonly Favourite[]): Promise<void> {
    await this.#document.update(({ people }) => {
      const list = change(people[personId] ?? NONE);
      if (list.length > MOST_FAVOURITES)
        throw new AppError('request.conflict', `There are ${MOST_FAVOURITES} favourites already. Take some back.`);
      const { [personId]: _, ...others } = people;
      return { people: list.length === 0 ? others : { ...others, [personId]: [...list] } };
    });
  }
}
