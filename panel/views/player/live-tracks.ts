// What there is to hear in a channel: Masthead says so beside each part that is fetched.

import type { PageTracks } from '../../../src/streaming/fit/fit.ts';
import { languageName } from '../../locale/format.ts';
import type { Track } from './tracks.ts';

export type { PageTracks };

const HEADER = 'x-masthead-tracks';

/** @param details of what hls.js has fetched @returns undefined where nothing is said */
export function tracksIn(details: unknown): PageTracks | undefined {
  const text = details instanceof XMLHttpRequest ? details.getResponseHeader(HEADER) : null;
  return text === null ? undefined : (JSON.parse(text) as PageTracks);
}

/** `German`, `German · 2`, `Track 3`; ids are places in the list. */
export function liveSounds({ sounds, sound }: PageTracks): readonly Track[] {
  const names = sounds.map(({ language }) => languageName(language));
  return sounds.map(({ name }, id) => {
    const count = names.slice(0, id).filter((other) => other === names[id]).length;
    const label = names[id] === '' ? `${id + 1}` : count === 0 ? names[id]! : `${names[id]} · ${count + 1}`;
    return { id, label, isChosen: name === sound };
  });
}

/** The same address for another sound. */
export function withSound(address: string, name: string): string {
  const url = new URL(address, document.baseURI);
  url.searchParams.set('sound', name);
  return url.href;
}
