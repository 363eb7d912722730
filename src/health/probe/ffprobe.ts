// A probe by FFmpeg's own: bytes that were fetched already are handed to it, so it needs no connection, no address and no password.

import { FIRST_INPUT } from '../../processes/child.ts';
import { inquire } from '../../processes/inquiry.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import * as z from 'zod';
import type { StreamProbe, VideoTrack } from '../stream-probe.ts';

/** On a Pi with everything else to do a few megabytes take a second. */
const TIME_MS = 15 * SECOND_MS;

const ARGUMENTS = [
  ['-v', 'error', '-threads', '1', '-f', 'mpegts', '-analyzeduration', '8000000', '-probesize', '8000000'],
  ['-show_streams', '-show_programs', '-of', 'json', `pipe:${FIRST_INPUT}`],
].flat();

const text = z.string().catch('');
const number = z.coerce.number().nullable().catch(null);
const ffprobeStream = z.object({
  codec_type: text,
  codec_name: text,
  width: number,
  height: number,
  avg_frame_rate: text,
  r_frame_rate: text,
  field_order: text,
  color_transfer: text,
  channels: number,
  sample_rate: number,
  tags: z.object({ language: text }).catch({ language: '' }),
  side_data_list: z.array(z.object({ side_data_type: text })).catch([]),
});
const ffprobeAnswer = z.object({ streams: z.array(ffprobeStream).catch([]) });

/** @returns null when it fails, or finds nothing: one probe's end harms nothing */
export async function ffprobe(
  bytes: Uint8Array,
  { file, clock, signal }: { readonly file: string; readonly clock: Clock; readonly signal?: AbortSignal },
): Promise<Omit<StreamProbe, 'bitsPerSecond'> | null> {
  const { output, isWhole } = await inquire({ file, args: ARGUMENTS, clock, signal, input: bytes, mostMs: TIME_MS });
  return isWhole ? readAnswer(output.toString()) : null;
}

type FfprobeStream = z.output<typeof ffprobeStream>;

function readAnswer(json: string): Omit<StreamProbe, 'bitsPerSecond'> | null {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = ffprobeAnswer.safeParse(given);
  if (!parsed.success || parsed.data.streams.length === 0) return null;
  const of = (type: string): FfprobeStream[] => parsed.data.streams.filter(({ codec_type }) => codec_type === type);
  const video = of('video')[0];
  return {
    by: 'ffprobe',
    video: video ? videoOf(video) : null,
    audio: of('audio').map(({ codec_name: codec, tags, channels, sample_rate: sampleRate }) => ({
      codec,
      language: tags.language,
      channels: channels || null,
      sampleRate: sampleRate || null,
    })),
    subtitles: of('subtitle').map(({ codec_name, tags }) => ({
      codec: SUBTITLES[codec_name] ?? codec_name,
      language: tags.language,
    })),
  };
}

/** As our own tables call them. */
const SUBTITLES: Readonly<Record<string, string>> = { dvb_subtitle: 'dvb-subtitles', dvb_teletext: 'teletext' };
const HDR: Readonly<Record<string, string>> = { smpte2084: 'hdr10', 'arib-std-b67': 'hlg' };

function videoOf(stream: FfprobeStream): VideoTrack {
  const isDolby = stream.side_data_list.some(({ side_data_type }) => /DOVI|Dolby Vision/i.test(side_data_type));
  return {
    codec: stream.codec_name,
    width: stream.width || null,
    height: stream.height || null,
    framesPerSecond: rateOf(stream.avg_frame_rate) ?? rateOf(stream.r_frame_rate),
    isInterlaced: /^(?:tt|bb|tb|bt)$/.test(stream.field_order),
    hdr: isDolby ? 'dolby-vision' : (HDR[stream.color_transfer] ?? null),
  };
}

/** `50/1`, `30000/1001`. */
function rateOf(fraction: string): number | null {
  const [count = 0, per = 1] = fraction.split('/').map(Number);
  const rate = count / per;
  return rate >= 1 && rate <= 300 ? Math.round(rate * 1_000) / 1_000 : null;
}
