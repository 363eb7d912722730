// The entities of the hub: how Masthead is, and what can be switched.

import { SECOND_MS } from '../../kernel/units.ts';
import { AppError } from '../../kernel/errors.ts';
import type { HomePorts } from '../ports.ts';
import { alertEntities } from './alert-entities.ts';
import { EVENT_TYPES, STREAM_EVENT } from './happenings.ts';
import { instant, readPress, readSwitch, readWhole, type Entity } from './entities.ts';

/** A bit rate that nobody confirms is none. */
const BIT_RATE_EXPIRES_SECONDS = 30;
const MOST_STREAMS = 1_000;

const DIAGNOSTIC = { entity_category: 'diagnostic' } as const;
const CONFIG = { entity_category: 'config' } as const;

export function hubEntities(ports: HomePorts): Entity[] {
  return [
    ...figures(ports),
    ...standing(ports),
    ...health(ports),
    ...buttons(ports),
    ...switches(ports),
    ...choices(ports),
    streamEvent,
    ...alertEntities(ports),
  ];
}

function figures({ sessions, tuners, lineup }: HomePorts): Entity[] {
  return [
    {
      key: 'active_streams',
      platform: 'sensor',
      config: { name: 'Active streams', icon: 'mdi:broadcast', state_class: 'measurement' },
      state: () => sessions().length,
    },
    {
      key: 'viewers',
      platform: 'sensor',
      config: { name: 'Viewers', icon: 'mdi:account-eye', state_class: 'measurement' },
      state: () => sessions().reduce((sum, { viewers }) => sum + viewers.length, 0),
    },
    {
      key: 'tuners_free',
      platform: 'sensor',
      config: { name: 'Tuners free', icon: 'mdi:antenna', state_class: 'measurement' },
      state: () => Math.max(0, tuners().count - tuners().inUse),
      attributes: () => ({ tuners: tuners().count, in_use: tuners().inUse }),
    },
    {
      key: 'bit_rate',
      platform: 'sensor',
      config: {
        name: 'Bit rate',
        device_class: 'data_rate',
        state_class: 'measurement',
        unit_of_measurement: 'Mbit/s',
        suggested_display_precision: 1,
        expire_after: BIT_RATE_EXPIRES_SECONDS,
      },
      state: () => Number((sessions().reduce((sum, view) => sum + view.bits_per_second, 0) / 1e6).toFixed(2)),
      isRetained: false,
      repeatMs: (BIT_RATE_EXPIRES_SECONDS / 2) * SECOND_MS,
    },
    {
      key: 'channels',
      platform: 'sensor',
      config: { name: 'Channels', icon: 'mdi:television-guide', state_class: 'measurement' },
      state: () => lineup().channels.length,
    },
  ];
}

function standing({ sessions, syncStatuses, providers, guideUntil }: HomePorts): Entity[] {
  const troubles = () => {
    const names = new Map(providers().map(({ id, name }) => [id, name]));
    return syncStatuses().flatMap(({ provider_id, state, error }) =>
      state !== 'disabled' && error ? [{ provider: names.get(provider_id) ?? provider_id, reason: error.message }] : [],
    );
  };
  return [
    {
      key: 'last_sync',
      platform: 'sensor',
      config: { name: 'Last sync', device_class: 'timestamp', ...DIAGNOSTIC },
      state: () => {
        const instants = syncStatuses().flatMap(({ last_success_at: at }) => at ?? []);
        return instants.length === 0 ? null : instant(Math.max(...instants));
      },
    },
    {
      key: 'guide_until',
      platform: 'sensor',
      config: { name: 'Guide until', device_class: 'timestamp', ...DIAGNOSTIC },
      state: () => instant(guideUntil()),
    },
    {
      key: 'problem',
      platform: 'binary_sensor',
      config: { name: 'Problem', device_class: 'problem', ...DIAGNOSTIC },
      state: () => troubles().length > 0,
      attributes: () => ({ reasons: troubles().slice(0, 10) }),
    },
    {
      key: 'running',
      platform: 'binary_sensor',
      config: { name: 'Running', device_class: 'running' },
      state: () => sessions().length > 0,
    },
  ];
}

function buttons({ syncAll, syncGuides }: HomePorts): Entity[] {
  return [
    {
      key: 'refresh_playlists',
      platform: 'button',
      config: { name: 'Refresh playlists', icon: 'mdi:playlist-check', ...CONFIG },
      obey: (payload) => {
        readPress(payload);
        return syncAll();
      },
    },
    {
      key: 'refresh_guide',
      platform: 'button',
      config: { name: 'Refresh guide', icon: 'mdi:calendar-refresh', ...CONFIG },
      obey: (payload) => {
        readPress(payload);
        return syncGuides();
      },
    },
  ];
}

function switches({ settings, change }: HomePorts): Entity[] {
  return [
    {
      key: 'maintenance',
      platform: 'switch',
      config: { name: 'Maintenance', icon: 'mdi:wrench', ...CONFIG },
      state: () => settings().maintenance.enabled,
      obey: (payload) => change({ maintenance: { enabled: readSwitch(payload) } }),
    },
    {
      key: 'discovery',
      platform: 'switch',
      config: { name: 'Discovery', icon: 'mdi:magnify-scan', ...CONFIG },
      state: () => settings().discovery.enabled,
      obey: (payload) => change({ discovery: { enabled: readSwitch(payload) } }),
    },
  ];
}

function choices({ settings, change, profile }: HomePorts): Entity[] {
  const limit: Entity = {
    key: 'stream_limit',
    platform: 'number',
    config: { name: 'Stream limit', icon: 'mdi:counter', min: 0, max: MOST_STREAMS, step: 1, mode: 'box', ...CONFIG },
    /** 0 is no limit: an empty number would read as unknown. */
    state: () => settings().streaming.stream_limit ?? 0,
    obey: (payload) => change({ streaming: { stream_limit: readWhole(payload, 0, MOST_STREAMS) || null } }),
  };
  if (!profile) return [limit];
  const choice: Entity = {
    key: 'stream_profile',
    platform: 'select',
    config: { name: 'Stream profile', icon: 'mdi:tune', options: [...profile.names()], ...CONFIG },
    state: () => profile.current(),
    obey: (payload) => {
      if (profile.names().includes(payload)) return profile.choose(payload);
      throw new AppError('request.invalid', `Send one of ${profile.names().join(', ')}.`);
    },
  };
  return [limit, choice];
}

/** Its messages are sent as things happen, not with the states. */
const streamEvent: Entity = {
  key: STREAM_EVENT,
  platform: 'event',
  config: { name: 'Stream event', icon: 'mdi:bell-ring', event_types: [...EVENT_TYPES] },
};

function health({ health: read }: HomePorts): Entity[] {
  if (!read) return [];
  return [
    {
      key: 'dead_channels',
      platform: 'sensor',
      config: { name: 'Dead channels', icon: 'mdi:television-off', state_class: 'measurement' },
      state: () => read().deadChannels,
    },
    {
      key: 'dead_streams',
      platform: 'sensor',
      config: { name: 'Dead streams', icon: 'mdi:video-off', state_class: 'measurement', ...DIAGNOSTIC },
      state: () => read().providers.reduce((sum, { dead }) => sum + dead, 0),
    },
    {
      key: 'network',
      platform: 'binary_sensor',
      config: { name: 'Network', device_class: 'connectivity', ...DIAGNOSTIC },
      state: () => !read().isCutOff,
    },
  ];
}
