// Looks at a few seconds of picture and sound: frozen, black, silent. ffmpeg is handed the bytes; it opens no connection.

import type { Clock } from '../../kernel/clock.ts';
import { KIBIBYTE, SECOND_MS } from '../../kernel/units.ts';
import { Child, FIRST_INPUT } from '../../processes/child.ts';
import type { PictureFault, PictureFindings } from '../picture-findings.ts';

const TIME_MS = 30 * SECOND_MS;
const CHUNK_BYTES = 256 * KIBIBYTE;
/** Shorter than this is a cut, or a breath. */
const LEAST_SECONDS = 1.5;
/** A fault that holds for so much of what was looked at. */
const NEARLY_ALL = 0.8;
const MICROSECONDS = 1e6;

const VIDEO = `scale=320:-2,freezedetect=n=-55dB:d=${LEAST_SECONDS},blackdetect=d=${LEAST_SECONDS}:pix_th=0.10`;
const AUDIO = `silencedetect=n=-50dB:d=${LEAST_SECONDS}`;
const ARGUMENTS = [
  ['-hide_banner', '-nostats', '-v', 'info', '-threads', '1', '-f', 'mpegts', '-i', `pipe:${FIRST_INPUT}`],
  ['-map', '0:v:0?', '-map', '0:a:0?', '-vf', VIDEO, '-af', AUDIO, '-progress', 'pipe:1', '-f', 'null', '/dev/null'],
].flat();

/** @returns null when too little could be decoded to say anything */
export async function judgePicture(
  bytes: Uint8Array,
  { file, clock }: { readonly file: string; readonly clock: Clock },
): Promise<PictureFindings | null> {
  let progress = '';
  const onOutput = (chunk: Uint8Array): void =>
    void (progress = (progress + Buffer.from(chunk).toString()).slice(-4_096));
  const child = new Child({ file, args: ARGUMENTS, clock, inputCount: 1, onOutput });
  const timer = clock.after(TIME_MS, () => void child.stop());
  try {
    void feed(child, bytes);
    await child.over;
    const seconds = Number(/out_time_us=(\d+)(?![\s\S]*out_time_us=)/.exec(progress)?.[1] ?? 0) / MICROSECONDS;
    if (seconds < 2 * LEAST_SECONDS) return null;
    return { faults: faultsIn(child.messages, seconds), lookedAtSeconds: Math.round(seconds * 10) / 10 };
  } finally {
    timer.cancel();
  }
}

async function feed(child: Child, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) await child.write(0, bytes.subarray(at, at + CHUNK_BYTES));
  child.endInput(0);
}

/** How each filter says where a fault begins, and how long one was that is over. */
const SAID: Readonly<Record<PictureFault, { readonly start: RegExp; readonly duration: RegExp }>> = {
  frozen: { start: /freeze_start: ([\d.]+)/, duration: /freeze_duration: ([\d.]+)/ },
  black: { start: /black_start:([\d.]+)/, duration: /black_duration:([\d.]+)/ },
  silent: { start: /silence_start: ([\d.]+)/, duration: /silence_duration: ([\d.]+)/ },
};

function faultsIn(lines: readonly string[], seconds: number): PictureFault[] {
  return (Object.keys(SAID) as PictureFault[]).filter((fault) => {
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
