// The entities of one provider: how it stands, what it allows, and its switch.

import { PROVIDER_STATES, type ProviderSettings } from '../../model/provider.ts';
import type { SlotUse } from '../../streaming/session-view.ts';
import type { SyncStatus } from '../../sync/status.ts';
import type { HomePorts } from '../ports.ts';
import { instant, readPress, readSwitch, shorten, type Entity } from './entities.ts';

export interface ProviderFacts {
  readonly provider: ProviderSettings;
  readonly status: SyncStatus | undefined;
  readonly use: SlotUse | undefined;
}

type Ports = Pick<HomePorts, 'accountOf' | 'enableProvider' | 'health' | 'syncOne'>;

export function providerEntities({ provider, status, use }: ProviderFacts, ports: Ports): Entity[] {
  const { accountOf, enableProvider, syncOne } = ports;
  const account = accountOf(provider.id);
  const expires: Entity = {
    key: 'expires',
    platform: 'sensor',
    config: { name: 'Expires', device_class: 'timestamp' },
    state: () => instant(account?.expiresAt ?? null),
  };
  return [
    {
      key: 'status',
      platform: 'sensor',
      config: { name: 'Status', device_class: 'enum', options: [...PROVIDER_STATES], icon: 'mdi:list-status' },
      state: () => status?.state ?? 'new',
      attributes: () => ({
        channels: status?.counts.live ?? 0,
        movies: status?.counts.movie ?? 0,
        series: status?.counts.series ?? 0,
        last_success: instant(status?.last_success_at ?? null),
        ...(account && { account: account.status }),
        ...(status?.error && { reason: shorten(status.error.message, 500) }),
      }),
    },
    ...(account && account.expiresAt !== null ? [expires] : []),
    ...healthEntities(provider, ports),
    {
      key: 'connections',
      platform: 'sensor',
      config: { name: 'Connections', icon: 'mdi:lan-connect', state_class: 'measurement' },
      state: () => use?.used ?? 0,
      attributes: () => ({ limit: use ? use.limit : (provider.max_connections ?? account?.maxConnections ?? null) }),
    },
    {
      key: 'connectivity',
      platform: 'binary_sensor',
      config: { name: 'Connectivity', device_class: 'connectivity', entity_category: 'diagnostic' },
      state: () =>
        !status || status.state === 'disabled' || status.finished_at === null ? null : status.error === null,
    },
    {
      key: 'enabled',
      platform: 'switch',
      config: { name: 'Enabled', icon: 'mdi:power', entity_category: 'config' },
      state: () => provider.enabled,
      obey: (payload) => enableProvider(provider.id, readSwitch(payload)),
    },
    {
      key: 'refresh',
      platform: 'button',
      config: { name: 'Refresh', icon: 'mdi:refresh', entity_category: 'config' },
      obey: (payload) => {
        readPress(payload);
        return syncOne(provider.id);
      },
    },
  ];
}

function healthEntities({ id }: ProviderSettings, { health }: Ports): Entity[] {
  if (!health) return [];
  const own = () => health().providers.find((one) => one.id === id);
  return [
    {
      key: 'health',
      platform: 'sensor',
      config: { name: 'Health', icon: 'mdi:heart-pulse', unit_of_measurement: '%', state_class: 'measurement' },
      state: () => own()?.score ?? null,
      attributes: () => ({ alive: own()?.alive ?? 0, failing: own()?.failing ?? 0, dead: own()?.dead ?? 0 }),
    },
    {
      key: 'outage',
      platform: 'binary_sensor',
      config: { name: 'Outage', device_class: 'problem' },
      state: () => own()?.isDown ?? false,
    },
  ];
}
