// Looks at a few seconds of picture and sound: frozen, black, silent; and what a picture shows that stands still. ffmpeg is handed
// the bytes; it opens no connection.

import type { Clock } from '../../kernel/clock.ts';
import { KIBIBYTE, SECOND_MS } from '../../kernel/units.ts';
import { FIRST_INPUT } from '../../processes/child.ts';
import { inquire } from '../../processes/inquiry.ts';
import { SEEN_FAULTS, type PictureFindings, type SeenFault } from '../picture-findings.ts';
import { printOf, STILL_HEIGHT, STILL_WIDTH } from '../still-print.ts';

const TIME_MS = 30 * SECOND_MS;
/** Shorter than this is a cut, or a breath. */
const LEAST_SECONDS = 1.5;
/** A fault that holds for so much of what was looked at. */
const NEARLY_ALL = 0.8;
const MICROSECONDS = 1e6;
const LAST_PROGRESS_BYTES = 4 * KIBIBYTE;

const VIDEO = `scale=320:-2,freezedetect=n=-55dB:d=${LEAST_SECONDS},blackdetect=d=${LEAST_SECONDS}:pix_th=0.10`;
const AUDIO = `silencedetect=n=-50dB:d=${LEAST_SECONDS}`;
const INPUT = ['-threads', '1', '-f', 'mpegts', '-i', `pipe:${FIRST_INPUT}`];
const LOOK = [
  ['-hide_banner', '-nostats', '-v', 'info', ...INPUT],
  ['-map', '0:v:0?', '-map', '0:a:0?', '-vf', VIDEO, '-af', AUDIO, '-progress', 'pipe:1', '-f', 'null', '/dev/null'],
].flat();
const GREY = `scale=${STILL_WIDTH}:${STILL_HEIGHT}:flags=area,format=gray`;
const PRINT = [
  ['-hide_banner', '-nostats', '-v', 'error', '-skip_frame', 'nokey', ...INPUT],
  ['-map', '0:v:0', '-frames:v', '1', '-vf', GREY, '-f', 'rawvideo', 'pipe:1'],
].flat();

interface Program {
  readonly file: string;
  readonly clock: Clock;
  /** Ends it: nothing is said then. */
  readonly signal?: AbortSignal;
}

/** @returns null when too little could be decoded to say anything */
export async function judgePicture(bytes: Uint8Array, program: Program): Promise<PictureFindings | null> {
  const asked = { ...program, input: bytes, mostMs: TIME_MS };
  const { output, messages } = await inquire({ ...asked, args: LOOK });
  const progress = output.toString('latin1', Math.max(0, output.length - LAST_PROGRESS_BYTES));
  const seconds = Number(/out_time_us=(\d+)(?![\s\S]*out_time_us=)/.exec(progress)?.[1] ?? 0) / MICROSECONDS;
  if (program.signal?.aborted || seconds < 2 * LEAST_SECONDS) return null;
  const faults = faultsIn(messages, seconds);
  const isCard = faults.includes('frozen') && !faults.includes('black');
  const still = isCard ? printOf((await inquire({ ...asked, args: PRINT })).output) : null;
  return { faults, lookedAtSeconds: Math.round(seconds * 10) / 10, still };
}

/** How each filter says where a fault begins, and how long one was that is over. */
const SAID: Readonly<Record<SeenFault, { readonly start: RegExp; readonly duration: RegExp }>> = {
  frozen: { start: /freeze_start: ([\d.]+)/, duration: /freeze_duration: ([\d.]+)/ },
  black: { start: /black_start:([\d.]+)/, duration: /black_duration:([\d.]+)/ },
  silent: { start: /silence_start: ([\d.]+)/, duration: /silence_duration: ([\d.]+)/ },
};

function faultsIn(lines: readonly string[], seconds: number): SeenFault[] {
  return SEEN_FAULTS.filter((fault) => {
    const { start, duration } = SAID[fault];
    const over = lines.flatMap((line) => duration.exec(line)?.[1] ?? []).map(Number);
    const starts = lines.filter((line) => start.test(line)).length;
    const isGoingOn = starts > over.length; // to the end of what was looked at
    const first = Number(lines.flatMap((line) => start.exec(line)?.[1] ?? []).at(-1) ?? 0);
    const began = lines.flatMap((line) => BEGAN.exec(line)?.[1] ?? []).map(Number)[0] ?? 0;
    const held = over.reduce((sum, one) => sum + one, 0) + (isGoingOn ? seconds - Math.max(0, first - began) : 0);
    return held >= NEARLY_ALL * seconds;
  });
}

/** Streams begin at any time of their clock. */
const BEGAN = /Duration: .*start: ([\d.]+)/;
