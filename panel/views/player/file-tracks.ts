// What a movie is made of, and what of it this browser plays as it is.

import type { FileTracks } from '../../../src/streaming/files/file-tracks.ts';
import { send } from '../../api/client.ts';
import { languageName } from '../../locale/format.ts';
import type { Track } from './tracks.ts';

export type { FileTracks };

/** Safari on phones has one that asks the page to be sparing. */
export const mediaSourceClass = (): typeof MediaSource | undefined =>
  (globalThis as { ManagedMediaSource?: typeof MediaSource }).ManagedMediaSource ?? globalThis.MediaSource;

/** @param path `vod/…` @returns undefined where nobody can say: the browser tries by itself then */
export async function tracksOf(path: string, signal: AbortSignal): Promise<FileTracks | Response | undefined> {
  const response = await send(`${withoutExtension(path)}/tracks`, { headers: {}, signal }).catch(() => undefined);
  if (!response) return undefined;
  if (response.ok) return (await response.json()) as FileTracks;
  return response.headers.get('x-masthead-error') === 'upstream.unsupported' ? undefined : response;
}

export const withoutExtension = (path: string): string => path.replace(/\.[a-z0-9]{1,5}$/i, '');

type Plays = (mime: string) => boolean;
export const plays: Plays = (mime) => mime !== '' && (mediaSourceClass()?.isTypeSupported(mime) ?? false);

/** Whether the browser needs no help: one picture, at most one sound, and nothing to choose from. */
export function playsAsItIs(
  { container, picture, sounds, subtitles }: FileTracks,
  extension: string,
  canPlay = plays,
): boolean {
  const isKnown = container.split(',').includes('mp4') || (container.includes('webm') && extension === 'webm');
  const isAlone = sounds.length < 2 && !subtitles.some(({ isText }) => isText);
  return isKnown && isAlone && picture !== null && [picture, ...sounds].every(({ mime }) => canPlay(mime));
}

/** The file's own choice, else the first. */
export const firstSound = ({ sounds }: FileTracks): number | undefined =>
  (sounds.find(({ isDefault }) => isDefault) ?? sounds[0])?.index;

/** `English · Commentary · 5.1`. */
export function soundTracks({ sounds }: FileTracks, chosen: number | undefined): readonly Track[] {
  return sounds.map(({ index, language, title, channels }, place) => {
    const width = channels > 2 ? [channels === 6 ? '5.1' : channels === 8 ? '7.1' : `${channels}`] : [];
    const said = [languageName(language), title].filter((text) => text !== '');
    const label = [...(said.length === 0 ? [`${place + 1}`] : said), ...width].join(' · ');
    return { id: index, label, isChosen: index === chosen };
  });
}
