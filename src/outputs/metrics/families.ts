// Which figures Masthead publishes: each family with its meaning in words. Names are a contract with people's dashboards.

import { counter, gauge, type Labels, type MetricFamily, type Sample } from '../../formats/prometheus/write.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { LineupSnapshot } from '../../model/channel.ts';
import { printChannelId } from '../../model/ids.ts';
import type { SessionView, StreamingFigures, ViewerView } from '../../streaming/session-view.ts';
import type { SyncStatus } from '../../sync/status.ts';

const bits = 8;

export function streamingFamilies(figures: StreamingFigures): MetricFamily[] {
  const refusals = Object.entries(figures.refusals).map(([code, value]) => ({ labels: { code }, value }));
  const failovers = Object.entries(figures.failovers).map(([reason, value]) => ({ labels: { reason }, value }));
  const limited = figures.slots.filter(({ limit }) => limit !== null);
  return [
    gauge('masthead_sessions', 'Channels with an upstream connection', figures.sessions),
    gauge('masthead_viewers', 'Viewers on air', figures.viewers),
    gauge('masthead_buffer_bytes', 'Memory held by the buffers of channels on air', figures.buffer_bytes),
    counter('masthead_received_bytes_total', 'Bytes of streams received from providers', figures.bytes_received),
    counter('masthead_sent_bytes_total', 'Bytes of streams sent to viewers', figures.bytes_sent),
    counter('masthead_dropped_bytes_total', 'Bytes that viewers missed by reading too slowly', figures.dropped_bytes),
    counter('masthead_skips_total', 'Jumps of slow viewers to a newer picture', figures.skips),
    counter('masthead_retries_total', 'Times an upstream was dialled anew', figures.retries),
    counter('masthead_failovers_total', 'Changes of a picture to another upstream, by reason', failovers),
    counter('masthead_refusals_total', 'Viewers that got no picture, by reason', refusals),
    gauge(
      'masthead_provider_slots_used',
      'Connections to a provider in use',
      figures.slots.map(({ provider_id, used }) => ({ labels: { provider: provider_id }, value: used })),
    ),
    gauge(
      'masthead_provider_slots_lingering',
      'Closed connections that a provider may still count',
      figures.slots.map(({ provider_id, lingering }) => ({ labels: { provider: provider_id }, value: lingering })),
    ),
    gauge(
      'masthead_provider_slots_limit',
      'Connections that a provider allows; absent when it sets no limit',
      limited.map(({ provider_id, limit }) => ({ labels: { provider: provider_id }, value: limit ?? 0 })),
    ),
  ];
}

export function sessionFamilies(sessions: readonly SessionView[], lineup: LineupSnapshot): MetricFamily[] {
  const labelsOf = ({ channel_id, provider_id, profile }: SessionView): Labels => ({
    channel: printChannelId(channel_id),
    name: lineup.byId.get(channel_id)?.name ?? '',
    provider: provider_id ?? '',
    ...(profile !== null && { profile }), // a second session of the channel
  });
  const perSession = (read: (session: SessionView) => number): Sample[] =>
    sessions.map((session) => ({ labels: labelsOf(session), value: read(session) }));
  const sum = (read: (viewer: ViewerView) => number): Sample[] =>
    perSession(({ viewers }) => viewers.reduce((all, viewer) => all + read(viewer), 0));
  const worst = (read: (viewer: ViewerView) => number): Sample[] =>
    perSession(({ viewers }) => viewers.reduce((most, viewer) => Math.max(most, read(viewer)), 0));
  const picture = (side: 'height' | 'width'): Sample[] =>
    sessions.flatMap((session) => {
      const value = session.upstreams.find(({ state }) => state === 'on-air')?.video?.[side];
      return value === undefined ? [] : [{ labels: labelsOf(session), value }];
    });
  return [
    gauge(
      'masthead_channel_viewers',
      'Viewers of a channel on air',
      perSession(({ viewers }) => viewers.length),
    ),
    gauge(
      'masthead_channel_receive_bytes_per_second',
      'Rate at which a channel arrives',
      perSession(({ bits_per_second }) => bits_per_second / bits),
    ),
    gauge(
      'masthead_channel_up',
      'Whether a channel on air has a picture',
      perSession(({ state }) => Number(state === 'on-air' || state === 'lingering')),
    ),
    gauge(
      'masthead_channel_state',
      'Always 1: the label says how a channel on air is',
      sessions.map((session) => ({ labels: { ...labelsOf(session), state: session.state }, value: 1 })),
    ),
    gauge(
      'masthead_channel_started_seconds',
      'When a channel went on air, in seconds of the epoch',
      perSession(({ since }) => since / SECOND_MS),
    ),
    gauge(
      'masthead_channel_send_bytes_per_second',
      'Rate at which a channel is sent to its viewers',
      sum((viewer) => viewer.bits_per_second / bits),
    ),
    gauge(
      'masthead_channel_dropped_bytes',
      'Bytes that its present viewers missed by reading too slowly',
      sum((viewer) => viewer.dropped_bytes),
    ),
    gauge('masthead_channel_picture_height', 'Lines of its picture, where its stream says so', picture('height')),
    gauge('masthead_channel_picture_width', 'Points in a line of its picture', picture('width')),
    gauge(
      'masthead_channel_failovers',
      'Changes of its picture to another upstream',
      perSession(({ failover_count }) => failover_count),
    ),
    gauge(
      'masthead_channel_worst_lag_bytes',
      'How far its slowest viewer is behind',
      worst((viewer) => viewer.lag_bytes),
    ),
    gauge(
      'masthead_channel_retries',
      'Times its upstream was dialled anew',
      perSession(({ retries }) => retries),
    ),
  ];
}

/** Each viewer by the id that `/api/sessions` gives; addresses and programs stay there. */
export function viewerFamilies(sessions: readonly SessionView[]): MetricFamily[] {
  const perViewer = (read: (viewer: ViewerView) => number): Sample[] =>
    sessions.flatMap(({ channel_id, viewers }) =>
      viewers.map((viewer) => ({
        labels: { channel: printChannelId(channel_id), viewer: viewer.id, via: viewer.via },
        value: read(viewer),
      })),
    );
  return [
    gauge(
      'masthead_viewer_send_bytes_per_second',
      'Rate at which a viewer is sent a channel',
      perViewer((viewer) => viewer.bits_per_second / bits),
    ),
    gauge(
      'masthead_viewer_lag_bytes',
      'How far a viewer is behind',
      perViewer((viewer) => viewer.lag_bytes),
    ),
    gauge(
      'masthead_viewer_dropped_bytes',
      'Bytes that a viewer missed by reading too slowly',
      perViewer((viewer) => viewer.dropped_bytes),
    ),
  ];
}

export function syncFamilies(statuses: readonly SyncStatus[], now: number): MetricFamily[] {
  const perProvider = (read: (status: SyncStatus) => number | null): Sample[] =>
    statuses.flatMap((status) => {
      const value = read(status);
      return value === null ? [] : [{ labels: { provider: status.provider_id }, value }];
    });
  return [
    gauge(
      'masthead_provider_sync_age_seconds',
      'Time since a provider was last synced with success',
      perProvider(({ last_success_at: at }) => (at === null ? null : Math.max(0, (now - at) / SECOND_MS))),
    ),
    gauge(
      'masthead_provider_up',
      'Whether the last sync of a provider went well',
      perProvider(({ error, finished_at: at }) => (at === null ? null : Number(error === null))),
    ),
    gauge(
      'masthead_provider_streams',
      'Streams that a provider has, by kind',
      statuses.flatMap(({ provider_id: provider, counts }) =>
        (['live', 'radio', 'movie', 'series'] as const).map((kind) => ({
          labels: { provider, kind },
          value: counts[kind],
        })),
      ),
    ),
    gauge(
      'masthead_provider_skipped_entries',
      'Entries of its list that could not be read',
      perProvider((s) => s.counts.skipped),
    ),
  ];
}

export interface ProcessFacts {
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly eventLoopDelay: readonly Sample[];
}

export function processFamilies({ version, uptimeSeconds, eventLoopDelay }: ProcessFacts): MetricFamily[] {
  const memory = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const microseconds = 1e6;
  return [
    gauge('masthead_info', 'Always 1; what is running', [{ labels: { version, node: process.version }, value: 1 }]),
    gauge('masthead_uptime_seconds', 'Time since the start', uptimeSeconds),
    counter('process_cpu_seconds_total', 'Processor time used', (user + system) / microseconds),
    gauge('process_resident_memory_bytes', 'Memory of the process', memory.rss),
    gauge('masthead_heap_used_bytes', 'JavaScript objects', memory.heapUsed),
    gauge('masthead_external_memory_bytes', 'Buffers outside the JavaScript heap', memory.external),
    {
      name: 'masthead_event_loop_delay_seconds',
      help: 'How late the event loop was since the last reading',
      type: 'gauge',
      samples: eventLoopDelay,
    },
  ];
}
