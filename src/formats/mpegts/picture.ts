// Whether a decoder can begin at a picture: looks at the first bytes of a video PES packet for what its codec puts in
// front of such a picture (H.264: SPS or IDR slice; HEVC: VPS, SPS or IRAP; MPEG-1/2: sequence header).

import { PACKET_BYTES, payloadStart } from './packet.ts';

export type Verdict = 'undecided' | 'yes' | 'no';
type Judge = (unit: number) => Verdict;

/** Takes the byte after a start code 00 00 01. */
const JUDGES: Readonly<Record<string, Judge>> = {
  h264(unit) {
    const type = unit & 0x1f;
    if (type === 7 || type === 5) return 'yes';
    return type >= 1 && type <= 4 ? 'no' : 'undecided';
  },
  hevc(unit) {
    const type = (unit >> 1) & 0x3f;
    if ((type >= 16 && type <= 21) || type === 32 || type === 33) return 'yes';
    return type <= 9 ? 'no' : 'undecided';
  },
  mpeg2video(unit) {
    if (unit === 0xb3) return 'yes';
    return unit === 0x00 ? 'no' : 'undecided';
  },
};

export class PictureDetector {
  readonly #judge: Judge | undefined;
  /** The last three bytes and the newest one. */
  #window = 0xffffffff;

  constructor(codec: string) {
    this.#judge = JUDGES[codec === 'mpeg1video' ? 'mpeg2video' : codec];
  }

  /** False: its verdict is always open, and the muxer's random-access flag is all there is. */
  get knowsCodec(): boolean {
    return this.#judge !== undefined;
  }

  /** The packet in which a PES packet begins. */
  begin(bytes: Uint8Array, at: number): Verdict {
    this.#window = 0xffffffff;
    const pes = payloadStart(bytes, at);
    if (pes + 9 > at + PACKET_BYTES) return 'undecided';
    return this.#look(bytes, pes + 9 + bytes[pes + 8]!, at + PACKET_BYTES);
  }

  /** A packet in which it goes on. */
  go(bytes: Uint8Array, at: number): Verdict {
    return this.#look(bytes, payloadStart(bytes, at), at + PACKET_BYTES);
  }

  #look(bytes: Uint8Array, from: number, to: number): Verdict {
    if (!this.#judge) return 'undecided';
    for (let at = from; at < to; at += 1) {
      const isUnit = (this.#window & 0xffffff) === 0x000001;
      this.#window = (this.#window << 8) | bytes[at]!;
      if (!isUnit) continue;
      const verdict = this.#judge(bytes[at]!);
      if (verdict !== 'undecided') return verdict;
    }
    return 'undecided';
  }
}
