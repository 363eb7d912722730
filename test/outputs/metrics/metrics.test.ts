import { expect, test } from 'vitest';
import type { ProviderId, StreamId } from '../../../src/model/ids.ts';
import { noSkips } from '../../../src/model/provider.ts';
import { createMetricsOutput, type MetricsPorts } from '../../../src/outputs/metrics/metrics.ts';
import type { SessionView, StreamingFigures, UpstreamView, ViewerView } from '../../../src/streaming/session-view.ts';
import type { SyncStatus } from '../../../src/sync/status.ts';
import { ask, startLanListener } from '../../fakes/lan-listener.ts';
import { channelOf, lineupOf } from '../../fakes/lineup-of.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

const CHANNEL = channelOf('1', 'Say "Hi"');
const PROVIDER = 'main' as ProviderId;
const clock = createTurnedClock();

const FIGURES: StreamingFigures = {
  sessions: 1,
  viewers: 2,
  bytes_received: 1_000,
  bytes_sent: 2_000,
  dropped_bytes: 188,
  skips: 1,
  retries: 3,
  buffer_bytes: 4_096,
  refusals: { 'upstream.no-slot': 5 },
  failovers: { 'upstream.stalled': 2, moved: 1 },
  slots: [
    { provider_id: PROVIDER, used: 1, lingering: 0, limit: 2 },
    { provider_id: 'free' as ProviderId, used: 4, lingering: 0, limit: null },
  ],
};

const viewer = (lag: number): ViewerView => ({
  id: String(lag),
  address: '10.0.0.1',
  user_agent: '',
  via: 'm3u',
  person: null,
  since: 0,
  priority: 0,
  limit_bytes_per_second: null,
  bits_per_second: 8,
  bytes_sent: 1,
  lag_bytes: lag,
  dropped_bytes: 0,
  skips: 0,
});

const SESSION: SessionView = {
  channel_id: CHANNEL.id,
  profile: null,
  state: 'on-air',
  stream_id: 1 as StreamId,
  provider_id: PROVIDER,
  stream_name: 'One',
  since: 0,
  bits_per_second: 8_000,
  bytes_received: 1_000,
  buffer_bytes: 4_096,
  codecs: ['h264'],
  retries: 3,
  last_error: null,
  upstreams: [],
  failovers: [],
  failover_count: 0,
  stall_count: 0,
  viewers: [viewer(10), viewer(700)],
};

const STATUS: SyncStatus = {
  provider_id: PROVIDER,
  state: 'stale',
  phase: 'idle',
  progress: { bytes: 0, entries: 0, programmes: 0 },
  matching: null,
  started_at: 1,
  finished_at: 2,
  next_at: null,
  last_success_at: clock.now() - 90_000,
  error: { code: 'net.timeout', message: 'late' },
  counts: { live: 7, radio: 1, movie: 0, series: 0, skipped: 2, headings: 0 },
  skips: noSkips,
  guides: [],
};

async function start(more: Partial<MetricsPorts> = {}): Promise<string> {
  const output = createMetricsOutput({
    version: '1.2.3',
    lineup: () => lineupOf([CHANNEL]),
    figures: () => FIGURES,
    sessions: () => [SESSION],
    syncStatuses: () => [STATUS],
    isStopping: () => false,
    clock,
    ...more,
  });
  return (await startLanListener([output])).url;
}

test('health is 200 while Masthead runs, whatever its providers do', async () => {
  const { status, text } = await ask(`${await start()}/health`);
  expect(status).toBe(200);
  expect(JSON.parse(text)).toEqual({
    status: 'ok',
    version: '1.2.3',
    uptime_seconds: 0,
    channels: 1,
    viewers: 2,
    providers: { main: 'stale' },
  });
});

test('health is 503 once Masthead is stopping', async () => {
  const { status, text } = await ask(`${await start({ isStopping: () => true })}/health`);
  expect(status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({ status: 'stopping' });
});

test('every line of the metrics is one that Prometheus reads', async () => {
  const { headers, text } = await ask(`${await start()}/metrics`);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const label = String.raw`[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"`;
  const line = new RegExp(String.raw`^(?:# (?:HELP|TYPE) .+|[a-z_]+(?:\{${label}(?:,${label})*\})? -?[\d.e+-]+)$`);
  const lines = text.trimEnd().split('\n');
  expect(lines.filter((written) => !line.test(written))).toEqual([]);
  const names = lines.filter((written) => written.startsWith('# TYPE')).map((written) => written.split(' ')[2]);
  expect(new Set(names).size).toBe(names.length);
});

test('viewers, slots, lag and the age of a sync are told', async () => {
  const { text } = await ask(`${await start()}/metrics`);
  for (const line of [
    'masthead_viewers 2',
    'masthead_sent_bytes_total 2000',
    'masthead_refusals_total{code="upstream.no-slot"} 5',
    'masthead_provider_slots_used{provider="main"} 1',
    'masthead_provider_slots_limit{provider="main"} 2',
    'masthead_provider_slots_used{provider="free"} 4',
    'masthead_provider_sync_age_seconds{provider="main"} 90',
    'masthead_provider_up{provider="main"} 0',
    'masthead_provider_streams{provider="main",kind="live"} 7',
  ]) {
    expect(text).toContain(`\n${line}\n`);
  }
  expect(text).toMatch(/masthead_channel_worst_lag_bytes\{[^}]*name="Say \\"Hi\\""[^}]*\} 700\n/);
  expect(text).not.toContain('slots_limit{provider="free"}');
});

test('fail-overs and pictures are told, and two sessions of one channel are told apart', async () => {
  const onAir: UpstreamView = {
    stream_id: 1 as StreamId,
    provider_id: PROVIDER,
    login: '',
    name: 'One',
    purpose: 'air',
    state: 'on-air',
    bits_per_second: 8_000,
    codecs: ['h264'],
    video: { width: 1_920, height: 1_080, is_interlaced: false, pictures_per_second: 50 },
    audio: null,
    messages: [],
  };
  const sessions = [
    { ...SESSION, upstreams: [onAir], failover_count: 3 },
    { ...SESSION, profile: 'ffmpeg', state: 'recovering' as const, viewers: [] },
  ];
  const { text } = await ask(`${await start({ sessions: () => sessions })}/metrics`);
  expect(text).toContain('masthead_failovers_total{reason="upstream.stalled"} 2\n');
  expect(text).toMatch(/masthead_channel_picture_height\{[^}]*\} 1080\n/);
  expect(text).toMatch(/masthead_channel_picture_width\{[^}]*\} 1920\n/);
  expect(text).toMatch(/masthead_channel_state\{[^}]*state="recovering"\} 1\n/);
  expect(text).toMatch(/masthead_viewer_lag_bytes\{[^}]*viewer="[^"]+"[^}]*\} 700\n/);
  expect(text).toMatch(/masthead_channel_failovers\{[^}]*\} 3\n/);
  expect(text).toMatch(/masthead_channel_up\{[^}]*provider="main"\} 1\n/);
  expect(text).toMatch(/masthead_channel_up\{[^}]*profile="ffmpeg"\} 0\n/);
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const names = series.map((line) => line.slice(0, line.lastIndexOf(' ')));
  expect(new Set(names).size).toBe(names.length);
});
