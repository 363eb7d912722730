// Two providers of one channel, as different as providers are. One of them fails in every way, as MPEG-TS and as HLS, with one
// viewer and with three: what each viewer got is read as a strict decoder does, and decoded by ffmpeg. Four times real time.

import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { StreamSource } from '../../src/model/stream.ts';
import { Hub } from '../../src/streaming/hub.ts';
import type { SessionView } from '../../src/streaming/session-view.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { createHls } from '../../src/streaming/upstreams/hls/hls.ts';
import { createHttpTs } from '../../src/streaming/upstreams/http-ts.ts';
import { createFastClock } from '../fakes/fast-clock.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import {
  FAULTS,
  FORMS,
  startSampleProvider,
  type Fault,
  type Form,
  type SampleProvider,
} from '../fakes/sample-provider.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { harbour, lighthouse, type Sample } from '../fakes/two-upstreams.ts';

const SPEED = 4;
const CHANNEL = 1 as ChannelId;
/** What a viewer sees of each, in the channel's own time. */
const BEFORE_MS = 3_000;
const AFTER_MS = 4_000;
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

const STEPS_BACK = /non[- ]monoton/i;
/** A picture that its provider, or the leaving viewer, cut in the middle. */
const TORN = /error while decoding|concealing|missing picture/i;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'masthead-matrix-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Show {
  readonly recordings: readonly Buffer[];
  readonly view: SessionView;
  readonly ended: number;
  readonly afterwards: { readonly sessions: number; readonly used: number; readonly open: number };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms / SPEED));

async function show(fault: Fault, form: Form, viewerCount: number): Promise<Show> {
  const [one, two] = (await Promise.all([harbour, lighthouse].map((sample) => startSampleProvider(sample, SPEED)))) as [
    SampleProvider,
    SampleProvider,
  ];
  const clock = createFastClock(SPEED);
  const streams = [one, two].map((provider, index): StreamSource => ({
    streamId: (index + 1) as StreamId,
    providerId: `p${index}` as ProviderId,
    name: String(index + 1),
    url: provider.url(form),
    headers: {},
  }));
  const slots = new SlotLedger({ clock, limitOf: () => 1 });
  const hls = createHls({ settings: () => defaultSettings.hls, ffmpeg: () => undefined, maxBytes: 64 * 1_024 * 1_024 });
  const hub = new Hub({
    clock,
    log: silentLog,
    kinds: [hls, createHttpTs(hls)],
    sourcesOf: () => streams,
    slots,
    settings: () => ({ ...defaultSettings.streaming, linger_seconds: 0, first_byte_seconds: 20 }),
    limits: () => defaultSettings.limits,
    bufferBytes: 64 * 1024 * 1024,
    announce: () => undefined,
  });
  const sinks = await Promise.all(
    Array.from({ length: viewerCount }, async (_, index) => {
      const sink = new RecordingSink();
      sink.begin(await hub.join(CHANNEL, { address: `192.0.2.${index}`, userAgent: 'test', via: 'm3u' }, sink));
      return sink;
    }),
  );
  await pause(BEFORE_MS);
  await one.fail(fault);
  for (const lastMs = performance.now() + 12_000; performance.now() < lastMs; await pause(50)) {
    if (hub.sessions()[0]?.failovers.at(-1)?.to === 2) break;
  }
  await pause(AFTER_MS);
  const view = hub.sessions()[0]!;
  const recordings = sinks.map((sink) => sink.recording);
  const ended = sinks.filter((sink) => sink.isEnded).length;
  await hub.stop();
  const afterwards = {
    sessions: hub.figures().sessions,
    used: slots.uses().reduce((sum, { used }) => sum + used, 0),
    open: two.open,
  };
  await Promise.all([...(fault === 'refuse' ? [] : [one.close()]), two.close()]);
  return { recordings, view, ended, afterwards };
}

/** Sizes of the decoded pictures in order of their first, and what the decoder and the muxer complained of. */
async function decode(recording: Buffer, name: string): Promise<{ sizes: string[]; stepsBack: number; torn: number }> {
  const file = join(folder, `${name}.mpegts`);
  writeFileSync(file, recording);
  const input = ['-v', 'warning', '-analyzeduration', '60M', '-probesize', '60M', '-i', file];
  const [copied, decoded] = await Promise.all([
    promisify(execFile)('ffmpeg', [...input, '-map', '0', '-c', 'copy', '-f', 'null', '-']),
    promisify(execFile)('ffprobe', [
      ...input,
      '-select_streams',
      'v',
      '-show_entries',
      'frame=width,height',
      '-of',
      'csv=p=0',
    ]),
  ]);
  const sizes = decoded.stdout.split('\n').filter((line) => /^\d+,\d+/.test(line));
  const lines = [copied, decoded].flatMap(({ stderr }) => stderr.split('\n'));
  const count = (of: RegExp): number => lines.filter((line) => of.test(line)).length;
  return {
    sizes: [...new Set(sizes.map((line) => line.replace(/,$/, '')))],
    stepsBack: count(STEPS_BACK),
    torn: count(TORN),
  };
}

/** What the fail-over may say; on a busy machine a trickle has pauses that are silence. */
const REASONS: Partial<Record<Fault, readonly string[]>> = { trickle: ['upstream.too-slow', 'upstream.stalled'] };

const SEAMLESS = {
  tornBytes: 0,
  syncErrors: 0,
  continuityErrors: 0,
  stepsBack: 0,
  pcrStepsBack: 0,
  tableErrors: 0,
  strayPids: [],
  beginsAtKeyFrame: true,
  breaksWithoutKeyFrame: 0,
} as const;

/** The pictures of a sample's round by what they are made of, as it begins anew every eight seconds. */
const placesIn = (sample: Sample): ReadonlyMap<string, number> => {
  const { fingerprints } = checkTransportStream(sample.between(16_000, 24_100));
  return new Map(fingerprints.map((fingerprint, place) => [fingerprint, place]));
};
const PLACES = [harbour, lighthouse].map(placesIn);

/** Pictures of either provider that do not come after the one before them: shown twice, or out of order. */
function repeatedPictures(fingerprints: readonly string[]): number {
  return PLACES.reduce((sum, places) => {
    const shown = fingerprints.flatMap((fingerprint) => places.get(fingerprint) ?? []);
    const steps = shown.slice(1).map((place, index) => (place - shown[index]! + places.size) % places.size);
    return sum + steps.filter((step) => step === 0 || step > places.size / 2).length;
  }, 0);
}

const cells = FORMS.flatMap((form) => FAULTS.flatMap((fault) => [1, 3].map((viewers) => ({ form, fault, viewers }))));

describe.concurrent('the picture goes on', () => {
  test.each(cells)(
    'when a provider of $form fails by $fault, with $viewers watching',
    async ({ form, fault, viewers }) => {
      const { recordings, view, ended, afterwards } = await show(fault, form, viewers);
      expect(ended).toBe(0);
      expect(view).toMatchObject({ state: 'on-air', stream_id: 2, failovers: [{ from: 1, to: 2 }] });
      const { reason } = view.failovers[0]!;
      expect(REASONS[fault] ?? [reason]).toContain(reason);
      for (const recording of recordings) {
        const findings = checkTransportStream(recording);
        expect(findings).toMatchObject(SEAMLESS);
        expect(repeatedPictures(findings.fingerprints)).toBe(0);
        expect(findings.durationMs).toBeGreaterThan(BEFORE_MS);
      }
      expect(afterwards).toEqual({ sessions: 0, used: 0, open: 0 });
      if (!hasFfmpeg) return;
      const { sizes, stepsBack, torn } = await decode(recordings[0]!, `${form}-${fault}-${viewers}`);
      expect(sizes).toEqual(expect.arrayContaining(['640,360', '480,270']));
      expect(stepsBack).toBe(0);
      expect(torn).toBeLessThanOrEqual(2); // the last of the one that failed, and the last that the viewer got
    },
  );
});
