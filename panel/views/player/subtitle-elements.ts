// A movie's subtitles in the video element: a list to choose from, filled as the cues come.

import { languageName } from '../../locale/format.ts';
import type { Cue } from './cues.ts';
import type { FileTracks } from './file-tracks.ts';

export class SubtitleElements {
  readonly #elements = new Map<number, HTMLTrackElement>();
  readonly #seen = new Set<string>();

  constructor(video: HTMLVideoElement, { subtitles }: FileTracks) {
    for (const { index, language, title, isText } of subtitles) {
      if (!isText) continue; // pictures of letters: no browser shows them
      const element = document.createElement('track');
      element.kind = 'subtitles';
      element.label = [languageName(language), title].filter((text) => text !== '').join(' · ');
      element.srclang = language;
      video.append(element);
      element.track.mode = 'disabled';
      this.#elements.set(index, element);
    }
  }

  /** Which of the file's are shown. */
  get chosen(): number | undefined {
    return [...this.#elements].find(([, { track }]) => track.mode === 'showing')?.[0];
  }

  add(index: number, { startSeconds, endSeconds, text }: Cue): void {
    const name = `${index} ${startSeconds} ${text}`;
    if (this.#seen.has(name)) return; // it was read before, on the way here
    this.#seen.add(name);
    this.#elements.get(index)?.track.addCue(new VTTCue(startSeconds, endSeconds, text));
  }

  remove(): void {
    for (const element of this.#elements.values()) element.remove();
  }
}
