// The quality score, 0 to 1000, in three steps, each better than the last: what the name claims, what the address says, what a
// probe has found in the bytes. docs/health.md has the table. Pure.

import { RESOLUTIONS, type NameReading, type Resolution } from '../formats/names/reading.ts';
import type { StreamProbe, VideoTrack } from './stream-probe.ts';

export const QUALITY_STEPS = ['name', 'url', 'probe'] as const;
export type QualityStep = (typeof QUALITY_STEPS)[number];

/** `less` is an "FHD" that is 720p. */
export const VERDICTS = ['unknown', 'as-said', 'more', 'less'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Quality {
  /** 0 to 1000. */
  readonly score: number;
  /** The best step that there is something from. */
  readonly step: QualityStep;
  /** What name and address claim; empty where they say nothing. */
  readonly advertised: Resolution;
  /** What the bytes are; empty where that is not known. */
  readonly real: Resolution;
  readonly verdict: Verdict;
}

/** What name and address claim. */
export type Claim = NameReading['quality'] & { readonly step: 'name' | 'url' };

const BY_RESOLUTION: Readonly<Record<Resolution, number>> = {
  '': 420, // most that say nothing are SD or HD
  sd: 300,
  hd: 560,
  fhd: 700,
  uhd: 850,
  '8k': 900,
};

/** @param probe null until its bytes were looked at */
export function qualityOf(claim: Claim, probe: StreamProbe | null): Quality {
  const advertised = claim.resolution;
  const real = probe ? resolutionOf(probe.video) : '';
  const score = probe && isTelling(probe) ? probedScore(probe) : claimedScore(claim);
  const step = probe && isTelling(probe) ? 'probe' : claim.step;
  return { score: clamp(score), step, advertised, real, verdict: verdictOf(advertised, real) };
}

/** A probe without a picture's size says less than a name. */
const isTelling = ({ video, audio }: StreamProbe): boolean => (video ? video.height !== null : audio.length > 0);

function claimedScore({ resolution, codec, framesPerSecond, isHdr, isRaw }: Claim): number {
  return (
    BY_RESOLUTION[resolution] +
    (codec === 'hevc' || codec === 'av1' ? 20 : codec === 'mpeg2' ? -30 : 0) +
    (framesPerSecond >= 49 ? 50 : 0) +
    (isHdr ? 50 : 0) +
    (isRaw ? 30 : 0)
  );
}

/** Between the lines of the standard pictures the score goes straight. */
const LINES: readonly (readonly [lines: number, score: number])[] = [
  [0, 100],
  [480, 270],
  [576, 320],
  [720, 560],
  [1_080, 700],
  [2_160, 850],
  [4_320, 900],
];

/** Bits a pixel at which a codec's picture is as good as its lines. */
const BITS_A_PIXEL: Readonly<Record<string, number>> = { hevc: 0.035, av1: 0.03, h264: 0.06, mpeg2video: 0.14 };
const USUAL_RATE = 25;

function probedScore({ video, audio, bitsPerSecond }: StreamProbe): number {
  const sound = audio.length === 0 ? -120 : audio.some(({ channels }) => (channels ?? 0) >= 6) ? 20 : 0;
  if (!video) return 200 + sound;
  const rate = video.framesPerSecond ?? USUAL_RATE;
  return (
    byLines(linesOf(video)) +
    (video.isInterlaced ? -30 : 0) +
    (rate >= 49 ? 50 : rate < 20 ? -60 : 0) +
    (video.hdr === null ? 0 : 50) +
    density(video, rate, bitsPerSecond) +
    sound
  );
}

/** A picture that has fewer bits than its lines need is soft or breaks up; more bits than that are seen little. */
function density({ codec, width, height }: VideoTrack, rate: number, bitsPerSecond: number | null): number {
  if (bitsPerSecond === null || !width || !height) return 0;
  const needed = (BITS_A_PIXEL[codec] ?? 0.06) * width * height * Math.min(rate, 60);
  const ratio = bitsPerSecond / needed;
  return ratio >= 1 ? Math.min(30, 30 * Math.log2(ratio)) : Math.max(-150, 75 * Math.log2(Math.max(ratio, 0.01)));
}

function byLines(lines: number): number {
  const above = LINES.findIndex(([from]) => from >= lines);
  if (above <= 0) return above === 0 ? LINES[0]![1] : LINES.at(-1)![1];
  const [low, lowScore] = LINES[above - 1]!;
  const [high, highScore] = LINES[above]!;
  return lowScore + ((highScore - lowScore) * (lines - low)) / (high - low);
}

/** Of a picture wider than 16:9 its width counts: 1920 by 800 is full HD. */
function linesOf({ width, height }: VideoTrack): number {
  return Math.max(height ?? 0, Math.round(((width ?? 0) * 9) / 16));
}

function resolutionOf(video: VideoTrack | null): Resolution {
  const lines = video ? linesOf(video) : 0;
  if (lines === 0) return '';
  if (lines >= 4_000) return '8k';
  if (lines >= 1_440) return 'uhd';
  if (lines >= 1_000) return 'fhd';
  return lines >= 700 ? 'hd' : 'sd';
}

function verdictOf(advertised: Resolution, real: Resolution): Verdict {
  if (advertised === '' || real === '') return 'unknown';
  const distance = RESOLUTIONS.indexOf(real) - RESOLUTIONS.indexOf(advertised);
  return distance === 0 ? 'as-said' : distance > 0 ? 'more' : 'less';
}

const clamp = (score: number): number => Math.round(Math.min(1_000, Math.max(0, score)));
