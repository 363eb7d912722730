// A sensor and a picture for each tuner: what is on air there. A channel keeps its place from its start to its end.

import { formatChannelNumber } from '../../model/channel.ts';
import { printChannelId, type ChannelId } from '../../model/ids.ts';
import type { SessionView, ViewerView } from '../../streaming/session-view.ts';
import type { HomePorts } from '../ports.ts';
import { instant, shorten, type Entity } from './entities.ts';

/** More would flood the list of entities; who watches more channels at once sees their number elsewhere. */
const MOST_PLACES = 16;
/** The recorder keeps attributes up to 16 KiB and not one byte more: with these limits they stay below in the worst case. */
const MOST_CLIENTS = 20;
const LONGEST_CLIENT = 60;
const LONGEST_NAME = 200;

export class TunerPlaces {
  #places: (ChannelId | undefined)[] = [];

  /** What is on air, by place. A place is kept by its channel though others go. */
  seat(sessions: readonly SessionView[], tunerCount: number): (SessionView | undefined)[] {
    const count = Math.min(tunerCount, MOST_PLACES);
    const byId = new Map(sessions.map((session) => [session.channel_id, session]));
    this.#places = Array.from({ length: count }, (_, place) => {
      const id = this.#places[place];
      return id !== undefined && byId.has(id) ? id : undefined;
    });
    for (const id of byId.keys()) {
      const free = this.#places.indexOf(undefined);
      if (free >= 0 && !this.#places.includes(id)) this.#places[free] = id;
    }
    return this.#places.map((id) => (id === undefined ? undefined : byId.get(id)));
  }
}

type Ports = Pick<HomePorts, 'clock' | 'lineup' | 'lanUrl' | 'nowAndNext'>;

/** @param index from 0 */
export function tunerEntities(index: number, session: SessionView | undefined, ports: Ports): Entity[] {
  const number = index + 1;
  const view = session && onAir(session, ports);
  return [
    {
      key: `tuner_${number}`,
      platform: 'sensor',
      config: { name: `Tuner ${number}`, icon: 'mdi:television-play' },
      state: () => view?.text ?? 'Idle',
      attributes: () => view?.attributes ?? {},
    },
    {
      key: `tuner_${number}_logo`,
      platform: 'image',
      config: { name: `Tuner ${number} logo`, icon: 'mdi:image' },
      state: () => view?.logo ?? '',
      isAvailable: () => view !== undefined && view.logo !== '',
    },
  ];
}

interface OnAir {
  /** `News: Evening bulletin` */
  readonly text: string;
  /** Absolute; empty where the channel has none. */
  readonly logo: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

function onAir(session: SessionView, { clock, lineup, lanUrl, nowAndNext }: Ports): OnAir {
  const channel = lineup().byId.get(session.channel_id);
  const name = channel?.name || session.stream_name;
  const programmes = channel ? nowAndNext(channel, clock.now()) : [];
  const now = programmes.find(({ programme }) => programme.startAt <= clock.now())?.programme;
  const logo = channel?.logoUrl ? `${lanUrl()}/logo/${printChannelId(channel.id)}` : '';
  return {
    text: now ? `${name}: ${now.title}` : name,
    logo,
    attributes: {
      channel: printChannelId(session.channel_id),
      channel_name: shorten(name, LONGEST_NAME),
      number: channel ? formatChannelNumber(channel.number) : '',
      group: shorten(channel?.group ?? '', LONGEST_NAME),
      provider: session.provider_id,
      viewers: session.viewers.length,
      clients: session.viewers.slice(0, MOST_CLIENTS).map(clientOf),
      since: instant(session.since),
      programme: now ? shorten(now.title, LONGEST_NAME) : null,
      programme_begins: now ? instant(now.startAt) : null,
      programme_ends: now ? instant(now.stopAt) : null,
    },
  };
}

/** Whom an automation may send away, by `id`. Nothing that changes while somebody watches. */
const clientOf = ({ id, address, user_agent }: ViewerView) => ({
  id,
  address,
  name: shorten(user_agent, LONGEST_CLIENT),
});
