// What of a channel a browser plays as it comes, and what has to be made for it. A browser plays one picture and one sound.

import type { ElementaryStream } from '../../formats/mpegts/psi.ts';

/** What a player in a page is able to. */
export interface PageAbility {
  /** Codecs as `ElementaryStream` calls them. */
  readonly plays: ReadonlySet<string>;
  /** The sound that was chosen, as `SoundTrack.name`; empty for the channel's own choice. */
  readonly sound: string;
}

export interface SoundTrack {
  /** `deu`, `deu.1` for the second in German, `.0` for the first of no language: the same after a change of streams. */
  readonly name: string;
  readonly codec: string;
  /** ISO 639; empty where it is not said. */
  readonly language: string;
}

interface Part {
  readonly pid: number;
  readonly codec: string;
  /** The browser does not play it as it is. */
  readonly isMade: boolean;
}

export interface Fit {
  readonly picture: Part | null;
  readonly sound: (Part & { readonly name: string }) | null;
  readonly sounds: readonly SoundTrack[];
  /** All of it comes to the player as it is. */
  readonly isAsItIs: boolean;
}

/**
 * What hls.js reads of a transport stream at all. It stumbles over E-AC-3 beside a sound that it knows, and what it takes for
 * MP3 is MPEG audio of any layer, which no browser plays.
 */
const READ = new Set(['aac', 'ac3', 'h264', 'hevc']);
const STUMBLES = 'eac3';

export function fitOf(streams: readonly ElementaryStream[], { plays, sound }: PageAbility): Fit {
  const canPlay = ({ codec }: Pick<ElementaryStream, 'codec'>): boolean => READ.has(codec) && plays.has(codec);
  const picture = streams.find(({ medium }) => medium === 'video');
  const all = streams.filter(({ medium }) => medium === 'audio');
  const names = namesOf(all);
  const at = all[names.indexOf(sound)] ?? ownChoice(all, canPlay);
  const isPictureMade = picture !== undefined && !canPlay(picture);
  const isSoundMade = at !== undefined && !canPlay(at);
  // Of several sounds hls.js takes the first that it knows.
  const isFirst = at === all.find(canPlay) && !all.some(({ codec }) => codec === STUMBLES);
  return {
    picture: picture ? { pid: picture.pid, codec: picture.codec, isMade: isPictureMade } : null,
    sound: at ? { pid: at.pid, codec: at.codec, isMade: isSoundMade, name: names[all.indexOf(at)]! } : null,
    sounds: all.map(({ codec, language }, index) => ({ name: names[index]!, codec, language })),
    isAsItIs: !isPictureMade && !isSoundMade && (isFirst || at === undefined),
  };
}

function namesOf(sounds: readonly ElementaryStream[]): string[] {
  const counts = new Map<string, number>();
  return sounds.map(({ language }) => {
    const count = counts.get(language) ?? 0;
    counts.set(language, count + 1);
    return count === 0 && language !== '' ? language : `${language}.${count}`;
  });
}

/** The first; where the same language is there in a codec that plays, that one: stereo beside AC-3. */
function ownChoice(
  sounds: readonly ElementaryStream[],
  canPlay: (stream: ElementaryStream) => boolean,
): ElementaryStream | undefined {
  const [first] = sounds;
  return sounds.find((one) => canPlay(one) && one.language === first?.language) ?? first;
}

/** Codecs that may be named, in `plays`; what else is named is passed over. */
const NAMED = new Set([...READ, STUMBLES]);
const SOUND_NAME = /^(?:[a-z]{3}(?:\.\d{1,2})?|\.\d{1,2})$/;

/** `?plays=aac,h264&sound=deu` @returns undefined for a player that says nothing of itself: it gets the channel as it is */
export function readAbility(plays: string | undefined, sound: string | undefined): PageAbility | undefined {
  const named = (plays ?? '').slice(0, 200).split(',');
  const known = named.filter((codec) => NAMED.has(codec)).toSorted();
  if (known.length === 0) return undefined;
  return { plays: new Set(known), sound: sound !== undefined && SOUND_NAME.test(sound) ? sound : '' };
}

/** Players with the same one share what is made for them. */
export const printAbility = ({ plays, sound }: PageAbility): string => `${[...plays].join(',')} ${sound}`;

/** What a player shows of it, in one line of ASCII. */
export function printFit({ picture, sound, sounds }: Fit): string {
  const made = [picture, sound].flatMap((part) => (part?.isMade ? [part.codec] : []));
  return JSON.stringify({ sounds, sound: sound?.name ?? '', made } satisfies PageTracks);
}

/** As `printFit` prints it. */
export interface PageTracks {
  readonly sounds: readonly SoundTrack[];
  /** The name of the one that plays; empty where there is none. */
  readonly sound: string;
  /** Codecs that were made into others. */
  readonly made: readonly string[];
}
