// What a browser calls a track, to be asked whether it plays it (RFC 6381).

interface Coded {
  /** FFmpeg's names. */
  readonly codec: string;
  readonly profile: string;
  readonly level: number;
  readonly pixels: string;
}

const two = (value: number): string => value.toString(16).padStart(2, '0');
const video = (codec: string): string => `video/mp4; codecs="${codec}"`;

/** `profile_idc` and the constraints. */
const AVC_PROFILES: Readonly<Record<string, string>> = {
  'Constrained Baseline': '42e0',
  Baseline: '4200',
  Main: '4d40',
  Extended: '5800',
  High: '6400',
  'High 10': '6e00',
  'High 4:2:2': '7a00',
  'High 4:4:4 Predictive': 'f400',
};

/** A level that nobody says is one that is common. */
const VIDEO: Readonly<Record<string, (one: Coded) => string>> = {
  h264: ({ profile, level }) => {
    const known = AVC_PROFILES[profile];
    return known === undefined ? '' : video(`avc1.${known}${two(level > 0 ? level : 40)}`);
  },
  hevc: ({ profile, level, pixels }) => {
    const isTen = profile === 'Main 10' || pixels.includes('10');
    const known = isTen ? '2.4' : profile === 'Main' ? '1.6' : undefined;
    return known === undefined ? '' : video(`hvc1.${known}.L${level > 0 ? level : 120}.B0`);
  },
  vp9: ({ pixels }) => video(pixels.includes('10') ? 'vp09.02.40.10' : 'vp09.00.40.08'),
  av1: ({ pixels }) => video(pixels.includes('10') ? 'av01.0.08M.10' : 'av01.0.08M.08'),
};

const AUDIO: Readonly<Record<string, string>> = {
  aac: 'mp4a.40.2',
  mp3: 'mp4a.6B',
  ac3: 'ac-3',
  eac3: 'ec-3',
  opus: 'opus',
  flac: 'fLaC',
};

/** @returns empty for what no browser plays */
export const videoMime = (one: Coded): string => VIDEO[one.codec]?.(one) ?? '';

/** @returns empty for what no browser plays */
export const audioMime = (codec: string): string => {
  const known = AUDIO[codec];
  return known === undefined ? '' : `audio/mp4; codecs="${known}"`;
};
