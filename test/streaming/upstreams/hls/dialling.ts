// Dials an HLS origin for tests, at many times its speed, and reads what comes as a strict decoder does.

import { afterEach, expect } from 'vitest';
import type { AppError } from '../../../../src/kernel/errors.ts';
import type { ProviderId, StreamId } from '../../../../src/model/ids.ts';
import { defaultSettings, type Settings } from '../../../../src/model/settings.ts';
import type { StreamSource } from '../../../../src/model/stream.ts';
import type { Upstream, UpstreamKind } from '../../../../src/streaming/upstream.ts';
import { createHls } from '../../../../src/streaming/upstreams/hls/hls.ts';
import { createFastClock } from '../../../fakes/fast-clock.ts';
import { startHlsOrigin, type HlsOrigin, type HlsOriginOptions } from '../../../fakes/hls-origin.ts';
import { checkTransportStream, type Findings } from '../../../fakes/ts-checker.ts';

export const SPEED = 20;
/** Five seconds by the wall: a loaded machine may need some of them to connect. */
const PATIENCE_MS = 5_000 * SPEED;
export const open: { close(): Promise<void> }[] = [];
/** Called by each file: its own tests close what they opened. */
export const closeAfterEach = (): void =>
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

interface Dialled {
  readonly upstream: Upstream;
  /** What it has sent, read as a strict decoder does. */
  read(): Findings;
  readonly bytes: number;
  /** Picture numbers at each break. */
  readonly breaks: readonly number[];
  pictures(count: number): Promise<readonly number[]>;
}

export async function origin(options: HlsOriginOptions = {}): Promise<HlsOrigin> {
  const started = await startHlsOrigin({ speed: SPEED, ...options });
  open.push(started);
  return started;
}

export const kindWith = (settings: Partial<Settings['hls']> = {}): UpstreamKind =>
  createHls({
    settings: () => ({ ...defaultSettings.hls, ...settings }),
    ffmpeg: () => undefined,
    maxBytes: 64 * 1_024 * 1_024,
  });

export function dial(
  url: string,
  more: { kind?: UpstreamKind; source?: Partial<StreamSource>; firstByteMs?: number } = {},
): Dialled {
  const recording: Uint8Array[] = [];
  const breaks: number[] = [];
  const source = {
    streamId: 1 as StreamId,
    providerId: 'p' as ProviderId,
    name: 'One',
    url,
    headers: { 'user-agent': 'Box/1', referer: 'http://portal.example/' },
    ...more.source,
  };
  const read = (): Findings => checkTransportStream(Buffer.concat(recording));
  const upstream = (more.kind ?? kindWith()).dial({
    source,
    clock: createFastClock(SPEED),
    limits: { connectMs: PATIENCE_MS, firstByteMs: more.firstByteMs ?? PATIENCE_MS },
    onBytes: (chunk) => recording.push(chunk),
    onBreak: () => breaks.push(read().pictures.at(-1) ?? -1),
  });
  open.push(upstream);
  return {
    upstream,
    read,
    breaks,
    get bytes() {
      return recording.reduce((sum, chunk) => sum + chunk.length, 0);
    },
    async pictures(count) {
      let end: AppError | undefined;
      void upstream.over.then((reason) => (end = reason));
      const seen = (): number => read().pictures.length;
      await expect.poll(() => end !== undefined || seen() >= count, { timeout: 60_000, interval: 20 }).toBe(true);
      if (end && seen() < count) throw end;
      return read().pictures;
    },
  };
}

export const endOf = async (url: string, more?: Parameters<typeof dial>[1]): Promise<AppError> =>
  await dial(url, more).upstream.over;

/** Every number follows the one before. */
export const isGapless = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number === numbers[index - 1]! + 1);
