// Words for picture quality, codecs and delivery.

import type { Resolution } from '../reading.ts';

export interface QualityWord {
  readonly resolution?: Resolution;
  readonly codec?: string;
  readonly framesPerSecond?: number;
  readonly isHdr?: boolean;
  readonly isRaw?: boolean;
}

const SD: QualityWord = { resolution: 'sd' };
const HD: QualityWord = { resolution: 'hd' };
const FHD: QualityWord = { resolution: 'fhd' };
const UHD: QualityWord = { resolution: 'uhd' };
const HEVC: QualityWord = { codec: 'hevc' };
const AVC: QualityWord = { codec: 'avc' };
const HDR: QualityWord = { isHdr: true };

const QUALITY_WORDS: ReadonlyMap<string, QualityWord> = new Map(
  Object.entries({
    sd: SD,
    hd: HD,
    hq: {},
    lq: SD,
    fhd: FHD,
    fullhd: FHD,
    uhd: UHD,
    ultrahd: UHD,
    uhdtv: UHD,
    hdtv: HD,
    sdtv: SD,
    '4k': UHD,
    '8k': { resolution: '8k' },
    '3840p': UHD,
    hevc: HEVC,
    h265: HEVC,
    x265: HEVC,
    h264: AVC,
    x264: AVC,
    avc: AVC,
    av1: { codec: 'av1' },
    mpeg2: { codec: 'mpeg2' },
    hdr: HDR,
    hdr10: HDR,
    dolbyvision: HDR,
    hlg: HDR,
    raw: { isRaw: true },
    vip: {},
    lhd: HD,
    fhdr: FHD,
    qhd: FHD,
    hdready: HD,
    '8bit': {},
    '10bit': {},
    '12bit': {},
  }),
);

/** `720p`, `1080i`, `50fps`, `1080p50`, `576`. Undefined when it is none. */
export function readQualityWord(word: string): QualityWord | undefined {
  const known = QUALITY_WORDS.get(word);
  if (known) return known;
  const first = word.charCodeAt(0);
  if (first < 0x30 || first > 0x39) return undefined;
  const lines = /^(\d{3,4})[pi](\d\d)?$/.exec(word);
  if (lines) {
    const framesPerSecond = Number(lines[2] ?? 0);
    return { resolution: resolutionOf(Number(lines[1])), ...(framesPerSecond > 0 ? { framesPerSecond } : {}) };
  }
  const rate = /^(\d{2,3})fps$/.exec(word);
  return rate ? { framesPerSecond: Number(rate[1]) } : undefined;
}

function resolutionOf(lines: number): Resolution {
  if (lines >= 4000) return '8k';
  if (lines >= 1440) return 'uhd';
  if (lines >= 1000) return 'fhd';
  return lines >= 700 ? 'hd' : 'sd';
}
