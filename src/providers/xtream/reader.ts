// Asks a panel for everything: login, categories, then the chosen lists, each read while it comes; runs in workers.

import { guideUrl } from '../../formats/xtream/source.ts';
import { AppError, toAppError } from '../../kernel/errors.ts';
import { sleep } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { Skips } from '../../model/provider.ts';
import type { StreamEntry } from '../../model/stream.ts';
import { defaultXtreamOptions, type XtreamOptions } from '../../model/xtream-options.ts';
import type { Category, FetchRequest } from '../provider.ts';
import { spooled, type Conversation } from '../spool.ts';
import { chosenOf, readCategories } from './categories.ts';
import { LISTS, type PanelList } from './lists.ts';
import { logIn, panelOf, readList } from './panel.ts';

const BATCH = 256;
/** A panel whose database was busy answers with nothing; a moment later it is there again. */
const EMPTY_AGAIN_AFTER_MS = 2 * SECOND_MS;

export const { fetch, read } = spooled(async (request, onEntries) => {
  const account = await logIn(request);
  const reading = new Reading(request, onEntries);
  for (const list of LISTS) if (reading.options[list.name].take) await reading.read(list);
  return {
    bytes: reading.bytes,
    entryCount: reading.entryCount,
    skips: reading.skips,
    guideSources: [guideUrl(panelOf(request.settings.source))],
    account,
  };
});

type OnEntries = Parameters<Conversation>[1];

class Reading {
  readonly options: XtreamOptions;
  entryCount = 0;
  bytes = 0;
  readonly #request: FetchRequest;
  readonly #onEntries: OnEntries;
  readonly #skips = new Map<string, number>();

  constructor(request: FetchRequest, onEntries: OnEntries) {
    this.#request = request;
    this.#onEntries = onEntries;
    const { options } = request.settings;
    this.options = options?.kind === 'xtream' ? options : defaultXtreamOptions;
  }

  get skips(): Skips {
    const count = [...this.#skips.values()].reduce((sum, one) => sum + one, 0);
    return { count, byReason: Object.fromEntries(this.#skips), samples: [] };
  }

  async read(list: PanelList): Promise<void> {
    try {
      await this.#readList(list);
    } catch (error) {
      const fault = toAppError(error);
      // A panel without movies may have no list of them either. But what is held is not given up for a bad answer.
      const isMissing = list.kind !== 'live' && this.#held(list) === 0;
      if (!isMissing || this.#request.signal.aborted || fault.code === 'provider.unauthorised') throw error;
      this.#skip(`no-list-of-${list.name}`);
    }
  }

  async #readList(list: PanelList): Promise<void> {
    const chosen = chosenOf(await this.#categories(list), this.options[list.name]);
    const panel = panelOf(this.#request.settings.source);
    const context = { panel, output: this.options.output, chosen };
    const batch = new Batch(this.#onEntries);
    const seen = new Set<string>();
    const onElement = (element: Readonly<Record<string, unknown>>): void => {
      const entry = list.entry(element, context);
      if (entry === undefined) this.#skip('no-id');
      if (!entry || (chosen.asked && seen.has(entry.url))) return; // one element in two categories that are asked for
      if (chosen.asked) seen.add(entry.url);
      this.entryCount += 1;
      batch.add(entry);
    };
    const questions = chosen.asked?.map((id) => ({ action: list.action, category_id: id })) ?? [
      { action: list.action },
    ];
    let elementCount = 0;
    for (const question of questions) elementCount += await this.#ask(list, question, onElement);
    if (elementCount === 0 && questions.length > 0 && this.#held(list) > 0) throw emptyList(list);
    batch.flush();
  }

  #held({ kind }: PanelList): number {
    const { held } = this.#request;
    return kind === 'live' ? held.live + held.radio : held[kind];
  }

  async #ask(
    list: PanelList,
    question: Readonly<Record<string, string>>,
    onElement: (element: Readonly<Record<string, unknown>>) => void,
  ): Promise<number> {
    const { clock, signal } = this.#request;
    for (const isLast of [false, true]) {
      const before = this.bytes;
      const onBytes = (received: number): void => this.#received(before + received);
      const { elementCount, brokenCount, isEmpty } = await readList({ ...this.#request, onBytes }, question, onElement);
      if (brokenCount > 0) this.#skip('broken', brokenCount);
      if (!isEmpty) return elementCount;
      if (isLast) break;
      await sleep(clock, EMPTY_AGAIN_AFTER_MS, signal);
    }
    throw emptyList(list);
  }

  /** Without them the streams are in no group, which is better than no streams. */
  async #categories(list: PanelList): Promise<Category[]> {
    try {
      return await readCategories(this.#request, list.name);
    } catch (error) {
      const { include, exclude } = this.options[list.name];
      if (this.#request.signal.aborted || include.length + exclude.length > 0) throw error;
      this.#skip(`no-categories-of-${list.name}`);
      return [];
    }
  }

  #received(bytes: number): void {
    this.bytes = bytes;
    this.#request.onBytes(bytes);
  }

  #skip(reason: string, count = 1): void {
    this.#skips.set(reason, (this.#skips.get(reason) ?? 0) + count);
  }
}

const emptyList = ({ name }: PanelList): AppError =>
  new AppError('provider.empty', `The panel sent nothing as its list of ${name}`, { retryable: true });

class Batch {
  readonly #onEntries: OnEntries;
  #entries: StreamEntry[] = [];

  constructor(onEntries: OnEntries) {
    this.#onEntries = onEntries;
  }

  add(entry: StreamEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length === BATCH) this.flush();
  }

  flush(): void {
    if (this.#entries.length > 0) this.#onEntries(this.#entries);
    this.#entries = [];
  }
}
