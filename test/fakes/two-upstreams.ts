// Two upstreams of one channel that real encoders made, as long as anybody wants them, and as different as providers are:
// resolution, distance of key frames, pictures a second, PIDs, order of streams, AAC against AC-3, clocks hours apart.

import { readFileSync } from 'node:fs';
import { Loop, type Place } from '../../src/demo/loop.ts';

const ROUND_MS = 8_000;

export interface Sample {
  /** The stream between two instants of its own time, in milliseconds: whole packets, from the middle of a picture on. */
  between(fromMs: number, toMs: number): Buffer;
}

function sample(name: string, firstRound: number): Sample {
  const file = new URL(`../../src/demo/samples/${name}.mpegts`, import.meta.url);
  const loop = new Loop(readFileSync(file));
  const place = (ms: number): Place => loop.placeAt(firstRound * ROUND_MS + ms);
  return { between: (fromMs, toMs) => Buffer.concat([...loop.between(place(fromMs), place(toMs))]) };
}

/** 640x360, 25 pictures a second, a key frame in 2 s, B-frames, AAC. */
export const harbour = sample('harbour', 0);
/** 480x270, 30 pictures a second, a key frame a second, AC-3 in front; its clock wraps after a minute. */
export const lighthouse = sample('lighthouse', Math.floor((2 ** 33 / 90 - 60_000) / ROUND_MS));
