// Statistics for nerds: what the video element and hls.js know of the picture.

import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { bitRate } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import type { PlaybackFigures } from './playback.ts';

type Figure = readonly [name: string, value: string];

type Video = Pick<
  HTMLVideoElement,
  'buffered' | 'currentTime' | 'getVideoPlaybackQuality' | 'videoHeight' | 'videoWidth'
>;

export function figuresOf(video: Video, playback: PlaybackFigures | undefined): readonly Figure[] {
  const { droppedVideoFrames: dropped, totalVideoFrames: total } = video.getVideoPlaybackQuality();
  const figures: Figure[] = [
    [t('player.stat-size'), `${video.videoWidth} × ${video.videoHeight}`],
    [t('player.stat-frames'), t('player.stat-dropped', { total, dropped })],
    [t('player.stat-buffer'), `${aheadSeconds(video).toFixed(1)} s`],
  ];
  if (!playback) return figures;
  if (playback.codecs !== '') figures.push([t('player.stat-codecs'), playback.codecs]);
  if (playback.made !== '') figures.push([t('player.stat-made'), playback.made]);
  if (playback.bitsPerSecond > 0) figures.push([t('player.stat-rate'), bitRate(playback.bitsPerSecond)]);
  figures.push(
    [t('player.stat-bandwidth'), bitRate(playback.bandwidth)],
    [t('player.stat-behind'), `${playback.latencySeconds.toFixed(1)} s`],
  );
  return figures;
}

/** What can still be played if nothing more comes. */
function aheadSeconds({ buffered, currentTime }: Pick<Video, 'buffered' | 'currentTime'>): number {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= currentTime && currentTime <= buffered.end(index))
      return buffered.end(index) - currentTime;
  }
  return 0;
}

/** Over the picture. */
export const statistics = (figures: readonly Figure[]): TemplateResult =>
  html`<dl class="statistics">
    ${figures.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd class="digits">${value}</dd>`,
    )}
  </dl>`;

const EVERY_MS = 1_000;

/** The figures while they are shown, once a second. */
export class StatisticsWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #look: () => readonly Figure[];
  #figures: readonly Figure[] | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, look: () => readonly Figure[]) {
    this.#host = host;
    this.#look = look;
    host.addController(this);
  }

  /** Undefined while they are not shown. */
  get figures(): readonly Figure[] | undefined {
    return this.#figures;
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  toggle(): void {
    clearInterval(this.#timer);
    if (this.#figures === undefined) this.#timer = setInterval(() => this.#show(this.#look()), EVERY_MS);
    this.#show(this.#figures === undefined ? this.#look() : undefined);
  }

  #show(figures: readonly Figure[] | undefined): void {
    this.#figures = figures;
    this.#host.requestUpdate();
  }
}
