// What keeps the process small on a box that has 512 MB for it.

import { setFlagsFromString } from 'node:v8';

const VARIABLE = 'MALLOC_ARENA_MAX';

/**
 * One malloc arena for all threads. Does not return where it takes effect: call it before anything else, as nothing of what
 * was done survives.
 *
 * glibc gives threads arenas of their own and hardly ever returns them: a home of 100,000 streams that is synced peaks at
 * 495 MiB with them and at 354 MiB with one for all. The limit is read before a program's first instruction, so the process
 * begins once more with it (40 ms). musl, which the image has, knows no arenas and ignores the variable.
 */
export function limitArenas(): void {
  if (process.platform !== 'linux' || process.env[VARIABLE] !== undefined || !process.execve) return;
  const [program, ...args] = process.argv;
  process.execve(program!, [program!, ...process.execArgv, ...args], { ...process.env, [VARIABLE]: '1' });
}

/** Up to here small steps are cheap; beyond, a box has the memory for so many channels. */
const SMALL_BYTES = 128 * 1024 * 1024;
const LOOK_MS = 10_000;

/**
 * While little lives in the heap it grows by 30 % between two collections, later to twice what lives in it.
 *
 * What rings let go is old by then, and lies there until V8 looks at its whole heap. Twelve channels on air went from 120 to
 * 220 MiB within some minutes, and nothing of that was ever given back; with small steps they stay at 140. For 250 channels
 * small steps would cost a third more of the processor (0.97 cores instead of 0.71; doubling 0.69).
 */
export function limitHeapGrowth(): void {
  setGrowth();
  setInterval(setGrowth, LOOK_MS).unref();
}

function setGrowth(): void {
  const { heapUsed, external } = process.memoryUsage();
  setFlagsFromString(`--heap-growing-percent=${heapUsed + external < SMALL_BYTES ? 30 : 100}`);
}
