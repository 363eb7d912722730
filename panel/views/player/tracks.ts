// Sound and subtitles to choose from: those that hls.js has read, else those that the browser knows of.

import type Hls from 'hls.js';

export interface Track {
  readonly id: number;
  readonly label: string;
  readonly isChosen: boolean;
}

/** Nothing chosen: subtitles are off. */
export const NONE = -1;

interface Named {
  readonly name?: string;
  readonly label?: string;
  readonly lang?: string;
  readonly language?: string;
}

/** The name of a track, else its language, else its number. */
export function labelOf({ name, label, lang, language }: Named, index: number): string {
  return name || label || lang || language || `${index + 1}`;
}

/** Browsers that play by themselves (Safari) list what the file has; others do not know the list. */
interface NativeSound {
  readonly audioTracks?: ArrayLike<Named & { enabled: boolean }>;
}

export function soundsOf(video: HTMLVideoElement, hls: Hls | undefined): readonly Track[] {
  if (hls) {
    return hls.audioTracks.map((track, index) => ({
      id: track.id,
      label: labelOf(track, index),
      isChosen: track.id === hls.audioTrack,
    }));
  }
  const native = Array.from((video as NativeSound).audioTracks ?? []);
  return native.map((track, index) => ({ id: index, label: labelOf(track, index), isChosen: track.enabled }));
}

export function chooseSound(video: HTMLVideoElement, hls: Hls | undefined, id: number): void {
  if (hls) {
    hls.audioTrack = id;
    return;
  }
  for (const [index, track] of Array.from((video as NativeSound).audioTracks ?? []).entries())
    track.enabled = index === id;
}

const isShownText = ({ kind }: TextTrack): boolean => kind === 'subtitles' || kind === 'captions';

/** hls.js adds its own to the browser's list. */
export function subtitlesOf(video: Pick<HTMLVideoElement, 'textTracks'>): readonly Track[] {
  return Array.from(video.textTracks)
    .map((track, id) => ({ track, id }))
    .filter(({ track }) => isShownText(track))
    .map(({ track, id }, index) => ({ id, label: labelOf(track, index), isChosen: track.mode === 'showing' }));
}

/** @param id of `subtitlesOf`, or NONE */
export function chooseSubtitles(video: Pick<HTMLVideoElement, 'textTracks'>, id: number): void {
  for (const [index, track] of Array.from(video.textTracks).entries())
    if (isShownText(track)) track.mode = index === id ? 'showing' : 'disabled';
}
