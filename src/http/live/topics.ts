// What each topic is made of: a table of readers over the rooms. Read once a second while anybody listens, whoever many.

import { printChannelId } from '../../model/ids.ts';
import type { SessionView } from '../../streaming/session-view.ts';
import type { ApiPorts } from '../api/ports.ts';
import { describeSession } from '../api/session-schema.ts';
import type { Item, Items } from './difference.ts';
import type { LiveTopic } from './messages.ts';

export type TopicPorts = Pick<
  ApiPorts,
  'countryOf' | 'health' | 'history' | 'hub' | 'logBook' | 'lineup' | 'providers' | 'sync' | 'tuners' | 'watch'
>;

/** Of the newest; what is older is read from `/api/log`. */
const LOG_LINES = 200;
/** Of the newest; what is older is read from `/api/history`. */
const HAPPENINGS = 50;

export const TOPIC_READERS: Readonly<Record<LiveTopic, (ports: TopicPorts) => Items>> = {
  sessions: ({ hub, lineup }) =>
    new Map(hub.sessions().map((view) => [keyOf(view), sessionItem(view, lineup.snapshot)])),
  viewers: ({ hub, countryOf }) =>
    new Map(
      hub
        .sessions()
        .flatMap(({ channel_id, profile, viewers }) =>
          viewers.map(
            (viewer) =>
              [
                viewer.id,
                { channel_id: printChannelId(channel_id), profile, ...viewer, country: countryOf(viewer.address) },
              ] as const,
          ),
        ),
    ),
  sync: ({ sync }) => new Map(sync.status().map((status) => [status.provider_id, { ...status }])),
  providers: (ports) => providerItems(ports),
  log: ({ logBook }) => new Map(logBook.lines(LOG_LINES).map((line) => [String(line.id), { ...line }])),
  happenings: ({ history }) =>
    new Map(history.happenings.slice(-HAPPENINGS).map((happening) => [String(happening.id), { ...happening }])),
  status: ({ hub, lineup, tuners }) => {
    const { revision, publishedAt, channels } = lineup.snapshot;
    const { count, inUse } = tuners();
    const { slots: _, ...figures } = hub.figures();
    return new Map<string, Item>([
      ['lineup', { revision, published_at: publishedAt, built_at: lineup.builtAt, channel_count: channels.length }],
      ['tuners', { count, in_use: inUse }],
      ['streaming', figures],
    ]);
  },
};

const keyOf = ({ channel_id, profile }: SessionView): string =>
  profile === null ? printChannelId(channel_id) : `${printChannelId(channel_id)}~${profile}`;

/** Its viewers are a topic of their own. */
function sessionItem(view: SessionView, lineup: ApiPorts['lineup']['snapshot']): Item {
  const { viewers, ...rest } = describeSession(view, lineup, () => null);
  return { ...rest, viewer_count: viewers.length };
}

function providerItems({ health, hub, providers, sync, watch }: TopicPorts): Items {
  const downs = new Map(health.standing.downs.map(({ providerId, ...down }) => [providerId, down]));
  const slots = new Map(hub.figures().slots.map((use) => [use.provider_id, use]));
  const states = new Map(sync.status().map((status) => [status.provider_id, status.state]));
  return new Map(
    providers.list().map((provider) => {
      const { id, name, kind, enabled } = provider;
      return [
        id,
        {
          name,
          kind,
          enabled,
          state: states.get(id) ?? (enabled ? 'new' : 'disabled'),
          down_since: downs.get(id)?.since ?? null,
          down_code: downs.get(id)?.code ?? null,
          connections_used: slots.get(id)?.used ?? 0,
          connections_limit: watch.limitOf(provider),
        },
      ];
    }),
  );
}
