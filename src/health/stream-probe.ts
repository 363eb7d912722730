// What a stream's own bytes say of it: picture, sound, tracks.

export interface VideoTrack {
  /** As FFmpeg names it: `h264`, `hevc`, `mpeg2video`. */
  readonly codec: string;
  /** In pixels; null where it could not be read. */
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly isInterlaced: boolean;
  /** `hdr10`, `hlg`, `dolby-vision`; null for none, or where it was not looked for. */
  readonly hdr: string | null;
}

export interface AudioTrack {
  readonly codec: string;
  /** ISO 639 code as the stream says it; empty where it does not. */
  readonly language: string;
  readonly channels: number | null;
  readonly sampleRate: number | null;
}

export interface SubtitleTrack {
  readonly codec: string;
  readonly language: string;
}

export const PROBED_BY = ['ffprobe', 'masthead'] as const;

export interface StreamProbe {
  readonly by: (typeof PROBED_BY)[number];
  readonly video: VideoTrack | null;
  readonly audio: readonly AudioTrack[];
  readonly subtitles: readonly SubtitleTrack[];
  /** Measured: bytes by the stream's own clock. Null where it was too short for that. */
  readonly bitsPerSecond: number | null;
}

/** Things that people look for. */
export const TRACK_FLAGS = [
  'uhd',
  'hdr',
  '50fps',
  'hevc',
  '5.1',
  'several-languages',
  'subtitles',
  'sound-only',
] as const;
export type TrackFlag = (typeof TRACK_FLAGS)[number];

export function flagsOf({ video, audio, subtitles }: StreamProbe): TrackFlag[] {
  const languages = new Set(audio.flatMap(({ language }) => (language === '' ? [] : language)));
  const flags: Readonly<Record<TrackFlag, boolean>> = {
    uhd: (video?.height ?? 0) > 1_440,
    hdr: video?.hdr != null,
    '50fps': (video?.framesPerSecond ?? 0) >= 49,
    hevc: video?.codec === 'hevc',
    '5.1': audio.some(({ channels }) => (channels ?? 0) >= 6),
    'several-languages': languages.size > 1,
    subtitles: subtitles.length > 0,
    'sound-only': video === null && audio.length > 0,
  };
  return TRACK_FLAGS.filter((flag) => flags[flag]);
}
