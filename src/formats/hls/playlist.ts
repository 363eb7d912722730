// What an HLS playlist says (RFC 8216), as plain values: what a client of live streams needs of it, and no more.

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

export interface SegmentKey {
  /** `AES-128`, or a method that only a licensed player can do. */
  readonly method: string;
  /** Absolute http(s), or empty where it was anything else. */
  readonly url: string;
  /** 16 bytes; without it the media sequence number is the IV. */
  readonly iv?: Uint8Array;
}

/** `EXT-X-MAP`: what comes before the segments of fragmented MP4. */
export interface SegmentMap {
  readonly url: string;
  readonly range?: ByteRange;
  readonly key?: SegmentKey;
}

export interface Segment {
  readonly sequence: number;
  /** Absolute http(s). */
  readonly url: string;
  readonly seconds: number;
  /** Clock, counters or tables are others than in the segment before. */
  readonly isBreak: boolean;
  readonly range?: ByteRange;
  readonly key?: SegmentKey;
  readonly map?: SegmentMap;
}

export interface MediaPlaylist {
  readonly kind: 'media';
  readonly targetSeconds: number;
  /** Of the first segment listed; also where no segment is. */
  readonly firstSequence: number;
  readonly isEnded: boolean;
  readonly segments: readonly Segment[];
  /** Bytes that only a licensed player can read. */
  readonly isProtected: boolean;
}

export interface Variant {
  readonly url: string;
  /** Peak, in bits per second; 0 where it is not said. */
  readonly bandwidth: number;
  readonly height: number;
  /** As in RFC 6381; empty where it is not said. */
  readonly codecs: readonly string[];
  /** Group of its separate sound, or empty. */
  readonly audioGroup: string;
}

export interface AudioRendition {
  readonly group: string;
  readonly name: string;
  /** Absolute; empty when the sound is in the variant itself. */
  readonly url: string;
  readonly isDefault: boolean;
}

export interface MasterPlaylist {
  readonly kind: 'master';
  readonly variants: readonly Variant[];
  readonly audio: readonly AudioRendition[];
  /** `EXT-X-DEFINE`: for the media playlists that import them. */
  readonly definitions: Readonly<Record<string, string>>;
}

export type Playlist = MasterPlaylist | MediaPlaylist;
