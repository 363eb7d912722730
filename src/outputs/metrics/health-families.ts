// What is published of checks and of what they found.

import { counter, gauge, type MetricFamily, type Sample } from '../../formats/prometheus/write.ts';
import type { HealthFigures } from '../../health/health.ts';

const STATES = ['alive', 'failing', 'dead', 'unknown'] as const;

export function healthFamilies({ checks, inFlight, isCutOff, providers, deadChannels }: HealthFigures): MetricFamily[] {
  const scores = providers.flatMap(({ id, score }): Sample[] =>
    score === null ? [] : [{ labels: { provider: id }, value: score }],
  );
  return [
    counter('masthead_checks_total', 'Streams that were checked', checks),
    gauge('masthead_checks_running', 'Checks under way', inFlight),
    gauge('masthead_network_up', 'Whether any provider can be reached', Number(!isCutOff)),
    gauge('masthead_dead_channels', 'Channels of which no stream works', deadChannels),
    gauge('masthead_provider_health', 'Mean health of the streams of a provider, 0 to 100', scores),
    gauge(
      'masthead_provider_streams_working',
      'Whether any stream of a provider works',
      providers.map(({ id, isDown }) => ({ labels: { provider: id }, value: Number(!isDown) })),
    ),
    gauge(
      'masthead_provider_streams_state',
      "Streams of the lineup's channels by how they are",
      providers.flatMap((one) => STATES.map((state) => ({ labels: { provider: one.id, state }, value: one[state] }))),
    ),
  ];
}
