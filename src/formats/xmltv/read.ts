// Reads a guide as it comes, piece by piece: where the pieces are cut makes no difference.
//
//   bytes ─ transcoder ─> UTF-8 ─ scanner ─> places ─ wanted? ─> text ─ readProgramme ─> model
//
// Broken elements are skipped and counted. Guides with prefixed or capital names go through sax first (sax.ts).

import { isAscii } from 'node:buffer';
import { AppError } from '../../kernel/errors.ts';
import { KIBIBYTE, MEBIBYTE } from '../../kernel/units.ts';
import type { GuideChannel, Programme } from '../../model/programme.ts';
import type { Skips } from '../../model/provider.ts';
import { readChannel } from './channel.ts';
import { decodeBytes, decodeText, SNIFF_BYTES, transcoderFor, type Transcoder } from './encoding.ts';
import { readProgramme } from './programme.ts';
import { SaxNormaliser } from './sax.ts';
import { Scanner } from './scan.ts';
import { SkipCount } from './skip-count.ts';
import { sniff } from './sniff.ts';
import type { StartTag } from './tag.ts';
import { attributeText } from './text.ts';
import { readTimes, type ProgrammeTimes, type Window } from './times.ts';
import { timeZone, type TimeZone } from './zone.ts';

export interface GuideSink {
  channel(channel: GuideChannel): void;
  /** Asked again for an id after its channel was told. */
  wants(xmltvId: string): boolean;
  programme(xmltvId: string, programme: Programme): void;
}

export interface GuideReadOptions {
  /** IANA zone of times without one. */
  readonly timeZone: string;
  /** Programmes wholly outside are left out. */
  readonly window: Window;
}

export interface GuideCounts {
  readonly channelCount: number;
  /** Programmes given to the sink. */
  readonly programmeCount: number;
  /** Of channels that nobody wants. */
  readonly unwantedCount: number;
  readonly outsideWindowCount: number;
  /** Whether the document has its end: `</tv>`. */
  readonly isWhole: boolean;
  readonly skips: Skips;
}

/** No element is longer; one that is has lost its end. */
const MAX_ELEMENT_BYTES = MEBIBYTE;

/** Scanned at once: larger texts would be born as large objects, which only a full collection frees. */
const SCAN_BYTES = 64 * KIBIBYTE;

/** The root's end tag, prefixed or not; comments may follow. */
const END_TAG = /<\/(?:[\w.-]+:)?tv\s*>/i;
const TAIL_BYTES = 512;

const NON_ASCII = /[\x80-\xff]/;

interface KnownChannel {
  readonly xmltvId: string;
  /** Undefined until it is asked for. */
  isWanted: boolean | undefined;
  /** Of its programme that was read last. */
  lastStartAt: number;
}

const nothing = Buffer.alloc(0);

export class XmltvReader {
  readonly #sink: GuideSink;
  readonly #zone: TimeZone;
  readonly #window: Window;
  readonly #scanner = new Scanner({
    wantsProgramme: (tag) => this.#wantsProgramme(tag),
    programme: (from, to) => this.#programme(from, to),
    channel: (tag, from, to) => this.#channel(tag, from, to),
  });
  readonly #skips = new SkipCount();
  /** By the id as written, bytes as characters. */
  readonly #channels = new Map<string, KnownChannel>();
  readonly #counts = { channelCount: 0, programmeCount: 0, unwantedCount: 0, outsideWindowCount: 0 };
  /** Gathers the beginning until it tells what this is; undefined from then on. */
  #head: Buffer | undefined = nothing;
  #isSurelyGuide = false;
  #transcoder: Transcoder | undefined;
  #normaliser: SaxNormaliser | undefined;
  /** What is scanned: what was left of the piece before, and the piece. */
  #bytes: Buffer = nothing;
  #text = '';
  #isAscii = false;
  /** The last characters of the document. */
  #tail = '';
  #ordinal = 0;
  #last: KnownChannel = { xmltvId: '', isWanted: false, lastStartAt: -Infinity };
  #lastWritten = '';
  #times: ProgrammeTimes | undefined;

  constructor(sink: GuideSink, options: GuideReadOptions) {
    this.#sink = sink;
    this.#zone = timeZone(options.timeZone);
    this.#window = options.window;
  }

  /** @throws AppError `format.not-a-guide` as soon as it can be told */
  push(piece: Uint8Array): void {
    if (this.#head === undefined) {
      this.#take(this.#transcoder!.push(piece));
      return;
    }
    this.#head = Buffer.concat([this.#head, piece]);
    if (this.#head.length >= SNIFF_BYTES) this.#begin(this.#head);
  }

  /** @throws AppError `format.not-a-guide` */
  end(): GuideCounts {
    if (this.#head !== undefined) this.#begin(this.#head);
    this.#take(this.#transcoder!.end());
    if (this.#normaliser) this.#scan(this.#normaliser.end());
    if (/^<(?:programme|channel)\b/.test(this.#bytes.toString('latin1', 0, 16))) this.#skip('cut off at the end');
    if (this.#ordinal === 0 && !this.#isSurelyGuide) throw notAGuide();
    return { ...this.#counts, isWhole: END_TAG.test(this.#tail), skips: this.#skips.skips };
  }

  #begin(head: Buffer): void {
    this.#head = undefined;
    this.#transcoder = transcoderFor(head);
    const first = this.#transcoder.push(head);
    const look = sniff(first);
    if (look === 'other') throw notAGuide();
    this.#isSurelyGuide = look !== 'unclear';
    if (look === 'odd-names') this.#normaliser = new SaxNormaliser();
    this.#take(first);
  }

  #take(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#tail = tailOf(this.#tail, bytes);
    const plain = this.#normaliser ? this.#normaliser.push(bytes) : bytes;
    for (let from = 0; from < plain.length; from += SCAN_BYTES) this.#scan(plain.subarray(from, from + SCAN_BYTES));
  }

  #scan(bytes: Uint8Array): void {
    this.#bytes = this.#bytes.length > 0 ? Buffer.concat([this.#bytes, bytes]) : asBuffer(bytes);
    for (;;) {
      this.#text = this.#bytes.toString('latin1');
      this.#isAscii = isAscii(this.#bytes);
      this.#bytes = this.#bytes.subarray(this.#scanner.scan(this.#text));
      if (this.#bytes.length <= MAX_ELEMENT_BYTES) return;
      this.#skip('never ends');
      this.#bytes = this.#bytes.subarray(1); // what it holds may be well
    }
  }

  #wantsProgramme(tag: StartTag): boolean {
    this.#ordinal += 1;
    const written = tag.value('channel');
    if (written === undefined) return this.#skip('names no channel');
    const channel = this.#known(written);
    channel.isWanted ??= this.#sink.wants(channel.xmltvId);
    if (!channel.isWanted) {
      this.#counts.unwantedCount += 1;
      return false;
    }
    this.#times = readTimes(tag, this.#zone, this.#window, channel.lastStartAt);
    if (this.#times) channel.lastStartAt = this.#times.startAt;
    if (this.#times === undefined) return this.#skip('its start is not a time');
    if (this.#times.isOutside) this.#counts.outsideWindowCount += 1;
    return !this.#times.isOutside;
  }

  #programme(from: number, to: number): void {
    const programme = readProgramme(this.#inside(from, to), this.#times!);
    if (programme === undefined) {
      this.#skip('has no title');
      return;
    }
    this.#counts.programmeCount += 1;
    this.#sink.programme(this.#last.xmltvId, programme);
  }

  #channel(tag: StartTag, from: number, to: number): void {
    this.#ordinal += 1;
    const channel = this.#known(tag.value('id') ?? '');
    if (channel.xmltvId === '') {
      this.#skip('has no id');
      return;
    }
    channel.isWanted = undefined;
    this.#counts.channelCount += 1;
    this.#sink.channel(readChannel(channel.xmltvId, this.#inside(from, to)));
  }

  #inside(from: number, to: number): string {
    const text = this.#text.slice(from, to);
    return this.#isAscii || !NON_ASCII.test(text) ? text : decodeText(this.#bytes, from, to);
  }

  #known(written: string): KnownChannel {
    if (written === this.#lastWritten) return this.#last;
    let channel = this.#channels.get(written);
    if (channel === undefined) {
      const copy = Buffer.from(written, 'latin1').toString('latin1'); // a slice would keep its whole piece in memory
      channel = { xmltvId: attributeText(decodeBytes(copy)), isWanted: undefined, lastStartAt: -Infinity };
      this.#channels.set(copy, channel);
    }
    this.#last = channel;
    this.#lastWritten = written;
    return channel;
  }

  #skip(reason: string): false {
    this.#skips.add(this.#ordinal, reason);
    return false;
  }
}

function tailOf(before: string, bytes: Uint8Array): string {
  const last = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'latin1',
    Math.max(0, bytes.byteLength - TAIL_BYTES),
  );
  return last.length === TAIL_BYTES ? last : (before + last).slice(-TAIL_BYTES);
}

const notAGuide = (): AppError => new AppError('format.not-a-guide', 'This is not an XMLTV guide.');

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
