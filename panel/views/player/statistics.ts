// Statistics for nerds: what the video element and hls.js know of the picture.

import { bitRate } from '../../locale/format.ts';
import type { PlaybackFigures } from './playback.ts';

export type Figure = readonly [name: string, value: string];

type Video = Pick<
  HTMLVideoElement,
  'buffered' | 'currentTime' | 'getVideoPlaybackQuality' | 'videoHeight' | 'videoWidth'
>;

export function figuresOf(video: Video, playback: PlaybackFigures | undefined): readonly Figure[] {
  const { droppedVideoFrames: dropped, totalVideoFrames: total } = video.getVideoPlaybackQuality();
  const figures: Figure[] = [
    ['size', `${video.videoWidth} × ${video.videoHeight}`],
    ['frames', `${total}, ${dropped} dropped`],
    ['buffer', `${aheadSeconds(video).toFixed(1)} s`],
  ];
  if (!playback) return figures;
  if (playback.codecs !== '') figures.push(['codecs', playback.codecs]);
  if (playback.bitsPerSecond > 0) figures.push(['bit rate', bitRate(playback.bitsPerSecond)]);
  figures.push(['bandwidth', bitRate(playback.bandwidth)], ['behind live', `${playback.latencySeconds.toFixed(1)} s`]);
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
