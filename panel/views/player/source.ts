// Where what is to be played comes from.

import type { Played } from '../../played.ts';

export interface Source {
  /** Relative to the page. */
  readonly address: string;
  /** A movie, as it is; else HLS. */
  readonly isFile?: boolean;
  /** From the beginning of a list that still grows, or from `startSeconds` after it. */
  readonly fromStart?: boolean;
  readonly startSeconds?: number;
}

export function sourceOf(played: Played, startSeconds: number): Source {
  if (played.kind === 'file') return { address: played.path.replace(/^\//, ''), isFile: true, startSeconds };
  const address = `stream/${played.channelId}.m3u8`;
  if (played.kind === 'past')
    return { address: `${address}?utc=${Math.floor(played.startAt / 1_000)}`, fromStart: true, startSeconds };
  return { address: played.streamId === '' ? address : `${address}?stream=${encodeURIComponent(played.streamId)}` };
}

/** Where a player outside the browser finds it, relative to Masthead's own address. */
export function pathOf(played: Played): string {
  if (played.kind === 'file') return played.path.replace(/^\//, '');
  const past = played.kind === 'past' ? `?utc=${Math.floor(played.startAt / 1_000)}` : '';
  return `stream/${played.channelId}.ts${past}`;
}
