// What a movie or an episode is made of: its picture, its sounds and its subtitles, as FFmpeg's ffprobe finds them.

import * as z from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { inquire } from '../../processes/inquiry.ts';
import { audioMime, videoMime } from './track-mime.ts';

/** A panel that opens the file on a disk that sleeps, and a file whose index is at its end. */
const TIME_MS = 30 * SECOND_MS;

export interface FileTrack {
  /** Its place in the file, as FFmpeg counts. */
  readonly index: number;
  readonly codec: string;
  /** As the file says: `eng`, `de`; empty for nothing. */
  readonly language: string;
  readonly title: string;
  /** The file's own choice. */
  readonly isDefault: boolean;
}

export interface FilePicture extends FileTrack {
  /** What a browser is asked whether it plays it: `video/mp4; codecs="avc1.640028"`. Empty: none does. */
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly isInterlaced: boolean;
}

export interface FileSound extends FileTrack {
  readonly mime: string;
  /** 0 when nobody says. */
  readonly channels: number;
}

export interface FileSubtitles extends FileTrack {
  /** Letters, which can be shown; else pictures of letters, which cannot. */
  readonly isText: boolean;
  /** Shown also to those who want none: what is said in another language. */
  readonly isForced: boolean;
}

export interface FileTracks {
  /** `matroska,webm`, `mov,mp4,m4a,3gp,3g2,mj2`, `mpegts`, `avi` … */
  readonly container: string;
  /** Null when the file does not say. */
  readonly durationSeconds: number | null;
  readonly picture: FilePicture | null;
  readonly sounds: readonly FileSound[];
  readonly subtitles: readonly FileSubtitles[];
}

/**
 * Kinds of files that are opened. Lists of other addresses (HLS, DASH, concat) are not among them: what a provider calls a
 * movie may not send us elsewhere, nor to a file of ours.
 */
const CONTAINERS = 'matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mpegts,mpeg,mpegvideo,avi,flv,asf,ogg,mp3,aac,h264,hevc,rm';

/** What comes before the address. */
export const INPUT_ARGUMENTS = ['-protocol_whitelist', 'http,tcp', '-format_whitelist', CONTAINERS] as const;

const text = z.string().catch('');
const number = z.coerce.number().catch(0);
const tags = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((all) => new Map(Object.entries(all).map(([key, value]) => [key.toLowerCase(), String(value)])));
const probed = z.object({
  index: z.int(),
  codec_type: text,
  codec_name: text,
  profile: text,
  level: number,
  pix_fmt: text,
  width: number,
  height: number,
  channels: number,
  field_order: text,
  disposition: z.record(z.string(), z.number()).catch({}),
  tags,
});
const answer = z.object({
  streams: z.array(z.unknown()).catch([]),
  format: z.object({ format_name: text, duration: number }).catch({ format_name: '', duration: 0 }),
});

type Probed = z.output<typeof probed>;

interface ProbeRequest {
  /** Absolute, of ffprobe. */
  readonly program: string;
  /** As a door gives it. */
  readonly url: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** @throws AppError `upstream.not-video` when there is nothing to be found; the signal's reason */
export async function probeFile({ program, url, clock, signal }: ProbeRequest): Promise<FileTracks> {
  const args = [
    '-v',
    'error',
    '-threads',
    '1',
    ...INPUT_ARGUMENTS,
    '-show_streams',
    '-show_format',
    '-of',
    'json',
    url,
  ];
  const { output } = await inquire({ file: program, args, clock, signal, mostMs: TIME_MS });
  signal.throwIfAborted();
  return readProbe(output.toString());
}

/** @param json of `ffprobe -show_streams -show_format` @throws AppError `upstream.not-video` */
export function readProbe(json: string): FileTracks {
  const { streams, format } = answer.parse(parsed(json));
  const all = streams.flatMap((one) => {
    const read = probed.safeParse(one);
    return read.success ? [read.data] : [];
  });
  const of = (type: string): Probed[] => all.filter(({ codec_type }) => codec_type === type);
  // A cover is a picture, too.
  const picture = of('video').find(({ disposition }) => !disposition['attached_pic']);
  const sounds = of('audio');
  if (!picture && sounds.length === 0)
    throw new AppError('upstream.not-video', 'The file has neither picture nor sound');
  return {
    container: format.format_name,
    durationSeconds: format.duration > 0 ? format.duration : null,
    picture: picture ? pictureOf(picture) : null,
    sounds: sounds.map((one) => ({ ...trackOf(one), mime: audioMime(one.codec_name), channels: one.channels })),
    subtitles: of('subtitle').map((one) => ({
      ...trackOf(one),
      isText: TEXT_CODECS.has(one.codec_name),
      isForced: one.disposition['forced'] === 1,
    })),
  };
}

const TEXT_CODECS: ReadonlySet<string> = new Set([
  'subrip',
  'ass',
  'ssa',
  'mov_text',
  'webvtt',
  'text',
  'microdvd',
  'sami',
]);

function pictureOf(one: Probed): FilePicture {
  const { width, height, profile, level, pix_fmt: pixels } = one;
  return {
    ...trackOf(one),
    mime: videoMime({ codec: one.codec_name, profile, level, pixels }),
    width,
    height,
    isInterlaced: /^(?:tt|bb|tb|bt)$/.test(one.field_order),
  };
}

function trackOf({ index, codec_name: codec, tags: said, disposition }: Probed): FileTrack {
  const language = said.get('language') ?? '';
  return {
    index,
    codec,
    language: language === 'und' ? '' : language,
    title: said.get('title') ?? '',
    isDefault: disposition['default'] === 1,
  };
}

function parsed(json: string): unknown {
  try {
    const given: unknown = JSON.parse(json);
    return Array.isArray(given) ? {} : given;
  } catch {
    return {};
  }
}
