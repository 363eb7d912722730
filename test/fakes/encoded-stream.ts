// Transport streams that ffmpeg makes when a test asks for them, by what providers differ in.

import { execFileSync } from 'node:child_process';

export interface EncodedStreamOptions {
  readonly video: 'libx264' | 'libx265' | 'mpeg2video';
  readonly audio: 'aac' | 'ac3' | 'mp2';
  readonly size: string;
  readonly picturesPerSecond: number;
  readonly picturesPerGroup: number;
  readonly seconds: number;
  readonly firstPid: number;
  /** Of the first picture. */
  readonly startSeconds: number;
  /** Of the picture; 600 without it. */
  readonly kilobitsPerSecond?: number;
  /** Key frames whose followers may refer to what was before them. */
  readonly hasOpenGroups?: boolean;
}

const X265 = ['-x265-params', 'log-level=none:pools=1'];

/** A test picture with a counter, and a tone. */
export function encodedStream(options: EncodedStreamOptions): Buffer {
  const { video, audio, size, picturesPerSecond, picturesPerGroup, seconds } = options;
  const isOpen = options.hasOpenGroups ?? false;
  const codec = {
    libx264: ['-preset', 'ultrafast', '-tune', 'zerolatency', '-x264-params', `open-gop=${isOpen ? 1 : 0}:bframes=2`],
    libx265: ['-preset', 'ultrafast', ...X265],
    mpeg2video: ['-bf', '2', ...(isOpen ? [] : ['-flags', '+cgop'])],
  }[video];
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${picturesPerSecond}:d=${seconds}`];
  const tone = ['-f', 'lavfi', '-i', `sine=f=440:r=48000:d=${seconds}`];
  const video2 = [
    '-c:v',
    video,
    '-b:v',
    `${options.kilobitsPerSecond ?? 600}k`,
    '-g',
    String(picturesPerGroup),
    '-sc_threshold',
    '1000000000',
    ...codec,
  ];
  const mux = ['-f', 'mpegts', '-mpegts_start_pid', String(options.firstPid), '-output_ts_offset'];
  return execFileSync(
    'ffmpeg',
    [
      ['-v', 'error', '-threads', '1', ...source, ...tone, ...video2, '-c:a', audio, '-ac', '2', '-pix_fmt', 'yuv420p'],
      [...mux, String(options.startSeconds), '-muxdelay', '0.5', '-'],
    ].flat(),
    { maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] },
  );
}
