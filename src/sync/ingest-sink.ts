// Takes what a reader finds to the catalogue and the guide, neither of which shows any of it before the end.

import type { CatalogueChanges, CatalogueWriter } from '../catalogue/writer.ts';
import type { GuideSummary, GuideWriter } from '../guide/writer.ts';
import { isHeadingName } from '../formats/names/read.ts';
import { AppError } from '../kernel/errors.ts';
import type { ProviderId } from '../model/ids.ts';
import type { GuideChannel, Programme } from '../model/programme.ts';
import type { StreamEntry } from '../model/stream.ts';
import type { ReadSink } from '../providers/provider.ts';

export interface IngestProgress {
  readonly bytes: number;
  readonly entries: number;
  readonly programmes: number;
}

export interface IngestSinkOptions {
  readonly providerId: ProviderId;
  readonly catalogue: CatalogueWriter;
  /** What was fetched. */
  readonly bytes: number;
  /** Made when the source turns out to have a guide. */
  readonly openGuide: () => GuideWriter;
  readonly onProgress: (progress: IngestProgress) => void;
  /** Throws when the sync is given up; asked with every batch. */
  readonly throwIfAborted: () => void;
}

/** A guide loses and gains some programmes every day. */
const FRAGMENT_LOSS = 0.1;

/** The guide that would be replaced. */
export interface GuideBefore {
  readonly programmeCount: number;
  /** It had an end, a day or two ago: whoever begins to leave it out for good is believed in the end. */
  readonly wasWholeLately: boolean;
}

/** A list of fewer entries may well lose half of them. */
const WORTH_KEEPING = 50;

export class IngestSink implements ReadSink {
  readonly #options: IngestSinkOptions;
  #guide: GuideWriter | undefined;
  #hasStreams = false;
  #entries = 0;
  #headings = 0;
  #programmes = 0;

  constructor(options: IngestSinkOptions) {
    this.#options = options;
  }

  /** Entries for channels that only divide the list. */
  get headingCount(): number {
    return this.#headings;
  }

  streams(batch: readonly StreamEntry[]): void {
    this.#options.throwIfAborted();
    if (!this.#hasStreams) this.#options.catalogue.begin(this.#options.providerId);
    this.#hasStreams = true;
    this.#options.catalogue.add(batch);
    this.#entries += batch.length;
    for (const { kind, name } of batch) if (isChannelKind(kind) && isHeadingName(name)) this.#headings += 1;
    this.#report();
  }

  guideChannels(batch: readonly GuideChannel[]): void {
    this.#options.throwIfAborted();
    this.#guideWriter().channels(batch);
  }

  wants(xmltvId: string): boolean {
    return this.#guideWriter().wants(xmltvId);
  }

  programmes(xmltvId: string, batch: readonly Programme[]): void {
    this.#options.throwIfAborted();
    this.#guideWriter().programmes(xmltvId, batch);
    this.#programmes += batch.length;
    this.#report();
  }

  /** The same sink for a source read elsewhere: addresses at that place become those of the source's own. */
  relocated(place: string, own: string): ReadSink {
    const [from, to] = [originOf(place), originOf(own)];
    const move = (url: string): string =>
      from !== '' && url.startsWith(`${from}/`) ? to + url.slice(from.length) : url;
    return {
      streams: (batch) =>
        this.streams(from === to || to === '' ? batch : batch.map((e) => ({ ...e, url: move(e.url) }))),
      guideChannels: (batch) => this.guideChannels(batch),
      wants: (xmltvId) => this.wants(xmltvId),
      programmes: (xmltvId, batch) => this.programmes(xmltvId, batch),
    };
  }

  /** @throws AppError `provider.empty` for a source with nothing in it: it never replaces what was there */
  refuseEmpty(): void {
    if (this.#guide || this.#entries > 0) return;
    throw new AppError('provider.empty', 'The source has no entries; what was read from it before is kept.', {
      retryable: true,
    });
  }

  /**
   * @param accepted entries with which a person takes such a list; null for none
   * @throws AppError `provider.shrunk` for a list that has lost more than half of what it had: panels send such by mistake
   */
  refuseShrunk(accepted: number | null): void {
    if (!this.#hasStreams) return;
    const { now, before } = this.#options.catalogue.counts;
    if (before < WORTH_KEEPING || now >= before / 2 || (accepted !== null && now >= accepted)) return;
    const message = `The list has ${now} entries, and had ${before}: what was read before is kept until you confirm it.`;
    throw new AppError('provider.shrunk', message, { context: { now, before } });
  }

  /**
   * A guide that breaks off is taken where there is nothing better: some generators never write the end.
   * @throws AppError `net.truncated` when it has lost more than a tenth, or anything where it was whole lately
   */
  refuseFragment({ programmeCount, wasWholeLately }: GuideBefore): void {
    if (this.#programmes >= programmeCount * (wasWholeLately ? 1 : 1 - FRAGMENT_LOSS)) return;
    const message = 'The guide breaks off in the middle; what was read from it before is kept.';
    throw new AppError('net.truncated', message, { retryable: true });
  }

  commitGuide(): GuideSummary | null {
    return this.#guide?.commit() ?? null;
  }

  /** @param memo stored in the same transaction */
  commitStreams(memo: Readonly<Record<string, string>>): CatalogueChanges | null {
    const { catalogue, providerId } = this.#options;
    if (this.#hasStreams) return catalogue.commit(memo);
    catalogue.remember(providerId, memo);
    return null;
  }

  /** Everything stays as it was. Harmless after the commits. */
  rollback(): void {
    this.#options.catalogue.rollback();
    this.#guide?.rollback();
  }

  #guideWriter(): GuideWriter {
    return (this.#guide ??= this.#options.openGuide());
  }

  #report(): void {
    this.#options.onProgress({ bytes: this.#options.bytes, entries: this.#entries, programmes: this.#programmes });
  }
}

const isChannelKind = (kind: StreamEntry['kind']): boolean => kind === 'live' || kind === 'radio';

const originOf = (source: string): string =>
  /^https?:/i.test(source) && URL.canParse(source) ? new URL(source).origin : '';
