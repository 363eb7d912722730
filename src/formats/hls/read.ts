// An HLS playlist as text to what it says: m3u8-parser reads the tags; addresses, numbers and what may be missing are
// settled here.

import { Parser, type Manifest, type RawAttributes, type Segment as ParsedSegment } from 'm3u8-parser';
import { AppError } from '../../kernel/errors.ts';
import { isPlaylistText, linesOf } from './lines.ts';
import type {
  AudioRendition,
  MasterPlaylist,
  MediaPlaylist,
  Playlist,
  Segment,
  SegmentKey,
  SegmentMap,
  Variant,
} from './playlist.ts';

export interface PlaylistContext {
  /** Where it was found, after redirects: relative addresses start here. */
  readonly url: string;
  /** Of the master playlist that named it. */
  readonly definitions?: Readonly<Record<string, string>>;
}

/** Without a target duration and without durations: RFC 8216 forbids both, and it comes. */
const USUAL_SECONDS = 6;
/** No segment lasts longer; a larger number is a mistake. */
const MOST_SECONDS = 120;

/** @throws AppError `format.not-a-playlist` for another text, `format.malformed` when it cannot be read */
export function readPlaylist(text: string, context: PlaylistContext): Playlist {
  if (!isPlaylistText(text)) throw new AppError('format.not-a-playlist', 'This is not an HLS playlist');
  const { manifest, gaps } = parse(text, context);
  return manifest.playlists ? masterOf(manifest, context.url) : mediaOf(manifest, gaps, context.url);
}

function parse(text: string, { url, definitions = {} }: PlaylistContext): { manifest: Manifest; gaps: Set<number> } {
  const gaps = new Set<number>();
  let uriCount = 0;
  try {
    const parser = new Parser({ uri: url, mainDefinitions: { ...definitions } });
    for (const line of linesOf(text)) {
      if (line.startsWith('#EXT-X-GAP')) gaps.add(uriCount);
      else parser.push(`${line}\n`);
      if (!line.startsWith('#')) uriCount += 1;
    }
    parser.end();
    return { manifest: parser.manifest, gaps };
  } catch (error) {
    throw new AppError('format.malformed', 'The HLS playlist cannot be read', { cause: error, retryable: true });
  }
}

function masterOf(manifest: Manifest, base: string): MasterPlaylist {
  const listed = manifest.playlists as readonly { uri: string; attributes?: RawAttributes }[]; // a line alone has none
  const variants = listed.flatMap(({ uri, attributes = {} }): Variant[] => {
    const url = absolute(uri, base);
    if (url === '') return [];
    const {
      BANDWIDTH: bandwidth = 0,
      RESOLUTION: resolution,
      CODECS: codecs = '',
      AUDIO: audioGroup = '',
    } = attributes;
    return [
      {
        url,
        bandwidth: finite(bandwidth, 0),
        height: finite(resolution?.height, 0),
        codecs: codecs
          .split(',')
          .map((codec) => codec.trim())
          .filter((codec) => codec !== ''),
        audioGroup,
      },
    ];
  });
  const audio = Object.entries(manifest.mediaGroups?.['AUDIO'] ?? {}).flatMap(([group, renditions]) =>
    Object.entries(renditions).map(([name, { uri, default: isDefault }]): AudioRendition => {
      return { group, name, url: uri === undefined ? '' : absolute(uri, base), isDefault };
    }),
  );
  return { kind: 'master', variants, audio, definitions: { ...(manifest.definitions as Record<string, string>) } };
}

function mediaOf(manifest: Manifest, gaps: ReadonlySet<number>, base: string): MediaPlaylist {
  const firstSequence = Math.trunc(finite(manifest.mediaSequence, 0));
  const said = manifest.segments.map(({ duration }) => finite(duration, 0));
  const targetSeconds = clamp(finite(manifest.targetDuration, 0) || Math.ceil(Math.max(0, ...said.slice(-32))));
  const segments = manifest.segments.flatMap((segment, index): Segment[] => {
    const url = absolute(segment.uri, base);
    if (url === '' || gaps.has(index)) return [];
    return [
      {
        sequence: firstSequence + index,
        url,
        seconds: Math.min(MOST_SECONDS, segment.duration > 0 ? segment.duration : targetSeconds),
        isBreak: segment.discontinuity ?? false,
        ...rangeOf(segment.byterange),
        ...(segment.key && { key: keyOf(segment.key, base) }),
        ...(segment.map?.uri && { map: mapOf(segment.map, base) }),
      },
    ];
  });
  const isLicensed = manifest.contentProtection !== undefined && segments.every(({ key }) => key === undefined);
  return {
    kind: 'media',
    targetSeconds,
    firstSequence,
    isEnded: manifest.endList ?? false,
    segments,
    isProtected: isLicensed || segments.some(({ key }) => key !== undefined && key.method !== 'AES-128'),
  };
}

function keyOf({ method, uri, iv }: NonNullable<ParsedSegment['key']>, base: string): SegmentKey {
  return { method, url: absolute(uri, base), ...(iv?.length === 4 && { iv: bytesOf(iv) }) };
}

function mapOf(map: NonNullable<ParsedSegment['map']> & { key?: ParsedSegment['key'] }, base: string): SegmentMap {
  return {
    url: absolute(map.uri, base),
    ...rangeOf(map.byterange),
    ...(map.key && { key: keyOf(map.key, base) }),
  };
}

function rangeOf(range: { offset?: number; length?: number } | undefined): Pick<Segment, 'range'> {
  const { offset = 0, length = 0 } = range ?? {};
  return Number.isSafeInteger(offset) && Number.isSafeInteger(length) && length > 0
    ? { range: { offset, length } }
    : {};
}

function bytesOf(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(index * 4, word));
  return bytes;
}

/** Empty unless it is http or https: a playlist is not to open files or bring its own bytes. */
function absolute(uri: string, base: string): string {
  const url = URL.parse(uri, base);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : '';
}

const finite = (value: unknown, otherwise: number): number => (Number.isFinite(value) ? Number(value) : otherwise);
const clamp = (seconds: number): number => Math.min(MOST_SECONDS, seconds > 0 ? seconds : USUAL_SECONDS);
