// `/health` for whoever restarts containers, `/metrics` for Prometheus.

import type { Hono } from 'hono';
import { gauge, PROMETHEUS_TYPE, writeMetrics } from '../../formats/prometheus/write.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { HealthFigures } from '../../health/health.ts';
import type { LineupSnapshot } from '../../model/channel.ts';
import type { SessionView, StreamingFigures } from '../../streaming/session-view.ts';
import type { SyncStatus } from '../../sync/status.ts';
import type { LanEnv, Output } from '../output.ts';
import { EventLoopDelay } from './event-loop.ts';
import { healthFamilies } from './health-families.ts';
import { processFamilies, sessionFamilies, streamingFamilies, syncFamilies, viewerFamilies } from './families.ts';

export interface MetricsPorts {
  readonly version: string;
  readonly lineup: () => LineupSnapshot;
  readonly figures: () => StreamingFigures;
  readonly sessions: () => readonly SessionView[];
  readonly syncStatuses: () => readonly SyncStatus[];
  readonly health?: () => HealthFigures;
  readonly isStopping: () => boolean;
  readonly clock: Clock;
}

const PLAIN = { 'cache-control': 'no-store' };

export function createMetricsOutput(ports: MetricsPorts): Output {
  const startedMs = ports.clock.monotonicMs();
  const uptimeSeconds = (): number => Math.round((ports.clock.monotonicMs() - startedMs) / SECOND_MS);
  const eventLoop = new EventLoopDelay();
  return {
    name: 'metrics',
    routes(lan: Hono<LanEnv>): void {
      lan.get('/health', (c) => c.json(health(ports, uptimeSeconds()), ports.isStopping() ? 503 : 200, PLAIN));
      lan.get('/metrics', (c) => {
        const families = [
          ...processFamilies({
            version: ports.version,
            uptimeSeconds: uptimeSeconds(),
            eventLoopDelay: eventLoop.samples(),
          }),
          gauge('masthead_channels', 'Channels in the lineup', ports.lineup().channels.length),
          ...streamingFamilies(ports.figures()),
          ...sessionFamilies(ports.sessions(), ports.lineup()),
          ...viewerFamilies(ports.sessions()),
          ...syncFamilies(ports.syncStatuses(), ports.clock.now()),
          ...(ports.health ? healthFamilies(ports.health()) : []),
        ];
        return c.body(writeMetrics(families), 200, { ...PLAIN, 'content-type': PROMETHEUS_TYPE });
      });
    },
    start: () => Promise.resolve(eventLoop.start()),
    stop: () => Promise.resolve(eventLoop.stop()),
  };
}

/** A provider that fails is no reason to restart Masthead: the status stays `ok`, and `providers` says so. */
function health(ports: MetricsPorts, uptimeSeconds: number): object {
  const statuses = ports.syncStatuses();
  return {
    status: ports.isStopping() ? 'stopping' : 'ok',
    version: ports.version,
    uptime_seconds: uptimeSeconds,
    channels: ports.lineup().channels.length,
    viewers: ports.figures().viewers,
    providers: Object.fromEntries(statuses.map(({ provider_id, state }) => [provider_id, state])),
  };
}
