// The table of devices as it is now: the hub with its tuners, and one for each provider.

import type { HomePorts } from '../ports.ts';
import type { Device, Entity } from './entities.ts';
import { hubEntities } from './hub-entities.ts';
import { providerEntities } from './provider-entities.ts';
import { HUB, providerDevice } from './topics.ts';
import { tunerEntities, type TunerPlaces } from './tuner-entities.ts';

const MAKER = { mf: 'Masthead' };

/** Rows that another room adds to the hub. */
export type MoreEntities = () => readonly Entity[];

/** @param places which channel sits at which tuner, kept from call to call */
export function devicesOf(ports: HomePorts, places: TunerPlaces, more: MoreEntities = () => []): Device[] {
  const read = readOnce(ports);
  const seats = places.seat(read.sessions(), read.tuners().count);
  const hub: Device = {
    id: HUB,
    description: { ids: [HUB], name: 'Masthead', ...MAKER, mdl: 'TV tuner', sw: ports.version, cu: ports.panelUrl() },
    entities: [...hubEntities(read), ...seats.flatMap((seat, index) => tunerEntities(index, seat, read)), ...more()],
  };
  const statuses = new Map(read.syncStatuses().map((status) => [status.provider_id, status]));
  const uses = new Map(read.slots().map((use) => [use.provider_id, use]));
  const providers = read.providers().map((provider): Device => {
    const id = providerDevice(provider.id);
    return {
      id,
      description: { ids: [id], name: provider.name, ...MAKER, mdl: 'Provider', via_device: HUB },
      entities: providerEntities({ provider, status: statuses.get(provider.id), use: uses.get(provider.id) }, read),
    };
  });
  return [hub, ...providers];
}

/** Each figure is read once for all the rows that show it. */
function readOnce(ports: HomePorts): HomePorts {
  const sessions = remembered(ports.sessions);
  const syncStatuses = remembered(ports.syncStatuses);
  const slots = remembered(ports.slots);
  const tuners = remembered(ports.tuners);
  const guideUntil = remembered(ports.guideUntil);
  return { ...ports, sessions, syncStatuses, slots, tuners, guideUntil };
}

function remembered<Value>(read: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: read() }).value;
}
