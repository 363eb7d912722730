// Playlists of MPEG-TS segments, as the strictest players want them (RFC 8216, version 3).

export interface WrittenSegment {
  /** Relative or absolute; ends in `.ts`, as ffmpeg 8 asks of it. */
  readonly uri: string;
  readonly seconds: number;
  readonly isBreak: boolean;
}

export interface WrittenPlaylist {
  readonly targetSeconds: number;
  readonly firstSequence: number;
  /** Breaks that have left the window. */
  readonly breaksBefore: number;
  /** Every segment begins with a picture that can be decoded alone. */
  readonly isIndependent: boolean;
  /** Left out for a live one; an event grows and keeps its beginning. */
  readonly kind?: 'event' | 'vod';
  readonly segments: readonly WrittenSegment[];
}

export function writeMediaPlaylist(playlist: WrittenPlaylist): string {
  const hasBreaks = playlist.breaksBefore > 0 || playlist.segments.some(({ isBreak }) => isBreak);
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${playlist.targetSeconds}`,
    `#EXT-X-MEDIA-SEQUENCE:${playlist.firstSequence}`,
    ...(playlist.kind ? [`#EXT-X-PLAYLIST-TYPE:${playlist.kind.toUpperCase()}`] : []),
    ...(hasBreaks ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${playlist.breaksBefore}`] : []),
    ...(playlist.isIndependent ? ['#EXT-X-INDEPENDENT-SEGMENTS'] : []),
  ];
  for (const { uri, seconds, isBreak } of playlist.segments) {
    if (isBreak) lines.push('#EXT-X-DISCONTINUITY');
    lines.push(`#EXTINF:${seconds.toFixed(3)},`, uri);
  }
  if (playlist.kind === 'vod') lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

/** A master playlist of one variant. @param bandwidth peak, in bits per second */
export function writeMasterPlaylist(uri: string, bandwidth: number): string {
  return `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-STREAM-INF:BANDWIDTH=${Math.max(1, Math.round(bandwidth))}\n${uri}\n`;
}
