// From an address to what is to be played: a media playlist as it is, or the best of a master's variants with its sound.

import { AppError, toAppError } from '../../../kernel/errors.ts';
import { audioFor, variantsByPreference, type VariantLimits } from '../../../formats/hls/choice.ts';
import type { MasterPlaylist, MediaPlaylist } from '../../../formats/hls/playlist.ts';
import { readPlaylist } from '../../../formats/hls/read.ts';
import type { Origin } from './origin.ts';

/** A panel that lists variants which are not there: two more are tried. */
const MOST_TRIED = 3;

export interface OpenedPlaylist {
  readonly url: string;
  readonly first: MediaPlaylist;
  readonly definitions: Readonly<Record<string, string>>;
}

export interface Opened {
  readonly main: OpenedPlaylist;
  /** Separate sound. */
  readonly sound?: OpenedPlaylist;
}

/** @throws AppError `upstream.*`, `net.*`, `format.*` */
export async function openPlaylists(origin: Origin, url: string, limits: VariantLimits): Promise<Opened> {
  const answer = await origin.text(url);
  const playlist = readPlaylist(answer.text, { url: answer.url });
  if (playlist.kind === 'master') return await openVariant(origin, playlist, limits);
  return { main: playable({ url, first: playlist, definitions: {} }) };
}

async function openVariant(origin: Origin, master: MasterPlaylist, limits: VariantLimits): Promise<Opened> {
  const variants = variantsByPreference(master, limits).slice(0, MOST_TRIED);
  let reason: AppError | undefined;
  for (const variant of variants) {
    try {
      const main = await openMedia(origin, variant.url, master);
      const rendition = audioFor(variant, master);
      return rendition ? { main, sound: await openMedia(origin, rendition.url, master) } : { main };
    } catch (error) {
      reason ??= toAppError(error);
      if (reason.code.startsWith('net.')) break;
    }
  }
  throw reason ?? new AppError('upstream.empty', 'The master playlist lists no variant', { retryable: true });
}

async function openMedia(origin: Origin, url: string, { definitions }: MasterPlaylist): Promise<OpenedPlaylist> {
  const answer = await origin.text(url);
  const first = readPlaylist(answer.text, { url: answer.url, definitions });
  if (first.kind === 'media') return playable({ url, first, definitions });
  throw new AppError('upstream.unsupported', 'A master playlist names another master playlist');
}

function playable(opened: OpenedPlaylist): OpenedPlaylist {
  if (!opened.first.isProtected) return opened;
  throw new AppError('upstream.unsupported', 'The stream is protected: only a licensed player can show it');
}
