// The channels of a source on their way in: found by id in any spelling, numbered in the order they come.

import { AppError } from '../kernel/errors.ts';
import type { GuideChannel } from '../model/programme.ts';
import { foldXmltvId } from './fold-id.ts';
import { CHANNELS_PER_GENERATION } from './schema.ts';

export interface IncomingChannel {
  readonly no: number;
  /** As first written. */
  readonly xmltvId: string;
  displayNames: readonly string[];
  iconUrl: string;
  /** Its `<channel>` was there. */
  isDescribed: boolean;
  programmeCount: number;
  /** First and last start, epoch milliseconds. */
  firstAt: number;
  lastAt: number;
  /** Its blocks reach into one another: to be put right at the end. */
  isTangled: boolean;
}

export interface GuideTotals {
  readonly channelCount: number;
  readonly programmeCount: number;
  /** First and last start, epoch milliseconds; null without programmes. */
  readonly fromAt: number | null;
  readonly untilAt: number | null;
}

export class IncomingChannels {
  readonly #generation: number;
  readonly #byFoldedId = new Map<string, IncomingChannel>();
  readonly #inOrder: IncomingChannel[] = [];

  constructor(generation: number) {
    this.#generation = generation;
  }

  get all(): readonly IncomingChannel[] {
    return this.#inOrder;
  }

  get totals(): GuideTotals {
    const filled = this.#inOrder.filter(({ programmeCount }) => programmeCount > 0);
    const fold = (pick: (...values: number[]) => number, field: 'firstAt' | 'lastAt'): number | null =>
      filled.length === 0 ? null : filled.reduce((value, channel) => pick(value, channel[field]), filled[0]![field]);
    return {
      channelCount: this.#inOrder.length,
      programmeCount: filled.reduce((sum, { programmeCount }) => sum + programmeCount, 0),
      fromAt: fold(Math.min, 'firstAt'),
      untilAt: fold(Math.max, 'lastAt'),
    };
  }

  find(xmltvId: string): IncomingChannel | undefined {
    return this.#byFoldedId.get(foldXmltvId(xmltvId));
  }

  byNo(no: number): IncomingChannel {
    return this.#inOrder[no % CHANNELS_PER_GENERATION]!;
  }

  /** A channel that is described twice has the names of both. */
  describe({ xmltvId, displayNames, iconUrl }: GuideChannel): void {
    const channel = this.take(xmltvId);
    channel.displayNames = [...new Set([...channel.displayNames, ...displayNames])];
    channel.iconUrl ||= iconUrl;
    channel.isDescribed = true;
  }

  /** Found or made. @throws AppError `format.too-large` */
  take(xmltvId: string): IncomingChannel {
    return this.find(xmltvId) ?? this.#make(xmltvId);
  }

  #make(xmltvId: string): IncomingChannel {
    if (this.#inOrder.length === CHANNELS_PER_GENERATION) {
      throw new AppError('format.too-large', `A guide with more than ${CHANNELS_PER_GENERATION} channels is not read.`);
    }
    const channel = {
      no: this.#generation * CHANNELS_PER_GENERATION + this.#inOrder.length,
      xmltvId,
      displayNames: [],
      iconUrl: '',
      isDescribed: false,
      programmeCount: 0,
      firstAt: Infinity,
      lastAt: -Infinity,
      isTangled: false,
    };
    this.#byFoldedId.set(foldXmltvId(xmltvId), channel);
    this.#inOrder.push(channel);
    return channel;
  }
}
