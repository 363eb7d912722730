// A file made into what browsers play while it is read: fragmented MP4 from a second on, in the file's own time. What the
// browser plays as it is, is copied; the rest becomes H.264 and AAC. Subtitles go along as boxes between the fragments.
//
//   door ──► ffmpeg ──► fragments ───────────────► (boxes told apart) ──► receiver
//                └────► WebVTT ──► cues ──► boxes ────────┘

import { BoxSplitter, cueBox } from '../../formats/mp4/boxes.ts';
import { CueReader } from '../../formats/webvtt/read.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Child, FIRST_INPUT, type Ending } from '../../processes/child.ts';
import { INPUT_ARGUMENTS, type FileTracks } from './file-tracks.ts';

export interface ConversionChoice {
  readonly startSeconds: number;
  /** The browser plays the picture as it is. */
  readonly copiesPicture: boolean;
  /** Of a sound; undefined for none. */
  readonly sound: number | undefined;
  readonly copiesSound: boolean;
  /** Of subtitles that are text; undefined for none. */
  readonly subtitles: number | undefined;
}

/** What a small box makes in real time; a browser on a tablet or a phone wants no more. */
const MOST_WIDTH = 1_280;
const FRAGMENT_MICROSECONDS = 1_000_000;
/**
 * Transport streams have no index: FFmpeg begins at any picture, and what comes before the next key frame is lost. Begun so
 * much earlier there is one before the place that is wanted.
 */
const TS_LEAD_SECONDS = 12;
/** H.264 Main, level 4.0: what `TRANSCODED` makes. */
export const TRANSCODED_VIDEO = 'avc1.4d4028';
export const TRANSCODED_AUDIO = 'mp4a.40.2';

const TRANSCODED = [
  ['-c:v', 'libx264', '-preset', 'superfast', '-profile:v', 'main', '-level:v', '4.0', '-pix_fmt', 'yuv420p'],
  // A film on its way to one browser: no picture waits for those after it, which would take 60 MB more.
  ['-bf', '0', '-x264-params', 'rc-lookahead=0:sync-lookahead=0'],
  ['-crf', '23', '-maxrate', '5M', '-bufsize', '10M', '-sc_threshold', '0'],
].flat();

/** Longest distance of key frames, in pictures. */
const GROUP = ['-g', '96'];

/** @param url as a door gives it */
export function conversionArguments(url: string, tracks: FileTracks, choice: ConversionChoice): string[] {
  const { picture, container } = tracks;
  const { sound, subtitles, copiesSound, copiesPicture } = choice;
  const lead = container === 'mpegts' && copiesPicture ? TS_LEAD_SECONDS : 0;
  const from = String(Math.max(0, choice.startSeconds - lead));
  const seek = from === '0' ? [] : ['-ss', from];
  const offset = ['-output_ts_offset', from, '-avoid_negative_ts', 'disabled'];
  return [
    [
      '-nostdin',
      '-hide_banner',
      '-loglevel',
      'error',
      ...INPUT_ARGUMENTS,
      '-threads',
      '2',
      '-fflags',
      '+genpts',
      ...seek,
      '-i',
      url,
    ],
    picture ? ['-map', `0:${picture.index}`, ...pictureArguments(picture, copiesPicture)] : [],
    sound === undefined ? [] : ['-map', `0:${sound}`, ...soundArguments(copiesSound)],
    ['-map_metadata', '-1', '-map_chapters', '-1', ...offset, '-max_muxing_queue_size', '4096', '-f', 'mp4'],
    // `delay_moov`: what the header says of AC-3 is in its packets. `frag_discont`: times are the file's, not those since here.
    ['-movflags', 'empty_moov+default_base_moof+delay_moov+frag_discont'],
    ['-frag_duration', String(FRAGMENT_MICROSECONDS), '-flush_packets', '1', 'pipe:1'],
    subtitles === undefined ? [] : subtitleArguments(subtitles, offset),
  ].flat();
}

function pictureArguments({ codec, isInterlaced }: NonNullable<FileTracks['picture']>, copies: boolean): string[] {
  if (copies) return ['-c:v', 'copy', ...(codec === 'hevc' ? ['-tag:v', 'hvc1'] : [])];
  return [...madePicture(isInterlaced ? ['yadif'] : []), ...GROUP];
}

/** @param filters in front of the one that makes it small */
export const madePicture = (filters: readonly string[]): string[] => [
  '-vf',
  [...filters, `scale='min(${MOST_WIDTH},iw)':-2`].join(','),
  ...TRANSCODED,
];

export const soundArguments = (copies: boolean): string[] =>
  copies ? ['-c:a', 'copy'] : ['-c:a', 'aac', '-ac', '2', '-b:a', '192k', '-ar', '48000'];

const subtitleArguments = (index: number, offset: readonly string[]): string[] =>
  [
    ['-map', `0:${index}`, '-c:s', 'webvtt'],
    offset,
    ['-flush_packets', '1', '-f', 'webvtt', `pipe:${FIRST_INPUT}`],
  ].flat();

export interface ConversionOptions {
  /** Absolute, of ffmpeg. */
  readonly program: string;
  readonly url: string;
  readonly tracks: FileTracks;
  readonly choice: ConversionChoice;
  readonly clock: Clock;
  readonly onBytes: (bytes: Uint8Array) => void;
}

export class Conversion {
  /** Resolves when all was handed on; never rejects. */
  readonly over: Promise<Ending>;
  readonly #child: Child;
  readonly #cues: Uint8Array[] = [];
  readonly #reader = new CueReader((cue) => this.#cues.push(cueBox(cue, (this.#cueCount += 1))));
  readonly #onBytes: ConversionOptions['onBytes'];
  #cueCount = 0;

  /** Begins. */
  constructor({ program, url, tracks, choice, clock, onBytes }: ConversionOptions) {
    this.#onBytes = onBytes;
    const boxes = new BoxSplitter((type) => {
      if (type === 'moof') this.#handOnCues();
    }, onBytes);
    this.#child = new Child({
      file: program,
      args: conversionArguments(url, tracks, choice),
      clock,
      onOutput: (chunk) => boxes.push(chunk),
      ...(choice.subtitles !== undefined && { onMoreOutputs: [(chunk) => this.#reader.push(chunk)] }),
    });
    this.over = this.#child.over.then((ending) => {
      this.#reader.end();
      this.#handOnCues();
      return ending;
    });
  }

  /** The last that it complained of. */
  get messages(): readonly string[] {
    return this.#child.messages;
  }

  /** The receiver takes no more for a while. */
  hold(isHeld: boolean): void {
    this.#child.holdOutput(isHeld);
  }

  stop(): Promise<unknown> {
    return this.#child.stop();
  }

  #handOnCues(): void {
    this.#reader.settle();
    for (const cue of this.#cues.splice(0)) this.#onBytes(cue);
  }
}
