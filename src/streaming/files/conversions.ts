// Files for browsers: what is in them, and made into what a browser plays. So many at once; what was found is kept.

import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { StreamSource } from '../../model/stream.ts';
import type { Viewer } from '../sink.ts';
import { whoseOf } from './whose.ts';
import { Conversion, type ConversionChoice, type ConversionOptions } from './conversion.ts';
import type { Seats } from '../fit/seats.ts';
import { FileDoor, type Entrance } from './door.ts';
import type { FileRelay } from './file-relay.ts';
import { probeFile, type FileTracks } from './file-tracks.ts';

const MOST_KNOWN = 500;

/** What is read, and for whom: everything of it is one viewer. */
export interface ReadFile {
  readonly key: string;
  readonly sources: readonly StreamSource[];
  readonly viewer: Viewer;
}

export interface ConversionsOptions {
  readonly relay: Pick<FileRelay, 'open'>;
  /** Absolute; undefined where it is not installed. */
  readonly program: (name: 'ffmpeg' | 'ffprobe') => string | undefined;
  readonly seats: Seats;
  readonly clock: Clock;
}

export interface Converting {
  /** Resolves when all was handed on; throws when it broke off. */
  readonly over: Promise<void>;
  /** The receiver takes no more for a while. */
  hold(isHeld: boolean): void;
  stop(): void;
}

export class Conversions {
  readonly #options: ConversionsOptions;
  readonly #door = new FileDoor();
  readonly #known = new Map<string, FileTracks>();
  /** One that is being stopped is over for everybody but the process. */
  readonly #running = new Map<Conversion, { readonly whose: string; readonly leaveSeat: () => void }>();
  readonly #stopping = new Set<Conversion>();

  constructor(options: ConversionsOptions) {
    this.#options = options;
  }

  /** @throws AppError `upstream.*`, `net.*`; `upstream.unsupported` without ffprobe; the signal's reason */
  async tracksOf(file: ReadFile, signal: AbortSignal): Promise<FileTracks> {
    const name = `${file.key}\n${file.sources[0]?.url}`;
    const known = this.#known.get(name);
    if (known) return known;
    const program = this.#find('ffprobe');
    const entrance = await this.#door.let((range, gone) => this.#bring(file, range, AbortSignal.any([gone, signal])));
    try {
      const tracks = await probeFile({ program, url: entrance.url, clock: this.#options.clock, signal });
      this.#remember(name, tracks);
      return tracks;
    } catch (error) {
      throw entrance.fault ?? error;
    } finally {
      entrance.close();
    }
  }

  /**
   * @param onBytes called before this resolves, if anything comes
   * @throws AppError `process.busy` with as many as may be; `upstream.unsupported` without ffmpeg; as `tracksOf`
   */
  async begin(
    {
      file,
      choice,
      signal,
    }: { readonly file: ReadFile; readonly choice: ConversionChoice; readonly signal: AbortSignal },
    onBytes: (bytes: Uint8Array) => void,
  ): Promise<Converting> {
    const tracks = await this.tracksOf(file, signal);
    insistOn(tracks, choice);
    const program = this.#find('ffmpeg');
    const entrance = await this.#door.let((range, gone) => this.#bring(file, range, AbortSignal.any([gone, signal])));
    if (signal.aborted) entrance.close();
    signal.throwIfAborted();
    const whose = `${whoseOf(file.viewer)}\n${file.key}`;
    for (const [earlier, one] of this.#running) if (one.whose === whose) this.#end(earlier); // a player that seeks
    const { clock } = this.#options;
    const how = { program, url: entrance.url, tracks, choice, clock, onBytes };
    const { conversion, leaveSeat } = this.#seated(how, entrance);
    this.#running.set(conversion, { whose, leaveSeat });
    return {
      over: this.#follow(conversion, entrance),
      hold: (isHeld) => conversion.hold(isHeld),
      stop: () => this.#end(conversion),
    };
  }

  async stop(): Promise<void> {
    for (const conversion of this.#running.keys()) this.#end(conversion);
    await Promise.all(Array.from(this.#stopping, (conversion) => conversion.over));
    await this.#door.stop();
  }

  /** Begins where there is room for one more; what stands in its way leaves nothing behind. */
  #seated(how: ConversionOptions, entrance: Entrance) {
    const { tracks, choice } = how;
    let leaveSeat: (() => void) | undefined;
    try {
      leaveSeat = this.#options.seats.take(!choice.copiesPicture && tracks.picture !== null);
      return { conversion: new Conversion(how), leaveSeat };
    } catch (error) {
      leaveSeat?.();
      entrance.close();
      throw error;
    }
  }

  #leave(conversion: Conversion): boolean {
    this.#running.get(conversion)?.leaveSeat();
    return this.#running.delete(conversion);
  }

  #end(conversion: Conversion): void {
    if (!this.#leave(conversion)) return;
    this.#stopping.add(conversion);
    void conversion.stop();
  }

  async #follow(conversion: Conversion, entrance: Entrance): Promise<void> {
    const { code } = await conversion.over;
    this.#leave(conversion);
    entrance.close();
    if (this.#stopping.delete(conversion))
      throw new AppError('upstream.ended', 'A newer request of the player took over');
    if (entrance.fault) throw entrance.fault; // FFmpeg takes a file that breaks off for one that is at its end
    if (code !== 0) {
      const context = { messages: conversion.messages };
      throw new AppError('upstream.unsupported', 'The file could not be made playable for browsers', { context });
    }
  }

  #find(name: 'ffmpeg' | 'ffprobe'): string {
    const program = this.#options.program(name);
    if (program === undefined) throw new AppError('upstream.unsupported', `${name} is not installed`);
    return program;
  }

  #bring({ key, sources, viewer }: ReadFile, range: Parameters<FileRelay['open']>[0]['range'], signal: AbortSignal) {
    return this.#options.relay.open({ key, sources, viewer, range, signal });
  }

  #remember(name: string, tracks: FileTracks): void {
    this.#known.set(name, tracks);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** @throws AppError `request.invalid` for a track that the file has not, or that cannot be shown */
function insistOn({ sounds, subtitles }: FileTracks, choice: ConversionChoice): void {
  if (choice.sound !== undefined && !sounds.some(({ index }) => index === choice.sound))
    throw new AppError('request.invalid', 'The file has no such sound');
  if (choice.subtitles !== undefined && !subtitles.some(({ index, isText }) => isText && index === choice.subtitles))
    throw new AppError('request.invalid', 'The file has no such subtitles');
}
