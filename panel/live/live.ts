// What is followed live: a view names topics and is drawn anew when they change. The socket is open while anybody follows.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LiveMessage, LiveTopic } from '../../src/http/live/messages.ts';
import { Connection, type ConnectionState } from './connection.ts';
import type { LiveItems, LiveStatus } from './topics.ts';

type Items = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

interface Followed {
  items: Items;
  /** -1 until a snapshot has come. */
  revision: number;
  readonly followers: Set<() => void>;
}

const followed = new Map<LiveTopic, Followed>();
const watchers = new Set<() => void>();
let state: ConnectionState = 'connecting';

const connection = new Connection({ onMessage: receive, onState: changeState });

function changeState(next: ConnectionState): void {
  state = next;
  if (next === 'open' && followed.size > 0) connection.send({ type: 'subscribe', topics: [...followed.keys()] });
  for (const watcher of watchers) watcher();
}

function receive(message: LiveMessage): void {
  if (message.type !== 'snapshot' && message.type !== 'change') return;
  const topic = followed.get(message.topic);
  if (!topic) return;
  if (message.type === 'change' && message.revision !== topic.revision + 1) {
    connection.send({ type: 'resync', topic: message.topic });
    return;
  }
  topic.items = message.type === 'snapshot' ? new Map(Object.entries(message.items)) : applied(topic.items, message);
  topic.revision = message.revision;
  for (const follower of topic.followers) follower();
}

/** The items after a change; those that have not changed stay the same objects. */
export function applied(
  before: Items,
  change: Pick<Extract<LiveMessage, { type: 'change' }>, 'set' | 'removed'>,
): Items {
  const after = new Map(before);
  for (const key of change.removed) after.delete(key);
  for (const [key, fields] of Object.entries(change.set)) after.set(key, { ...after.get(key), ...fields });
  return after;
}

export function follow(name: LiveTopic, follower: () => void): () => void {
  let topic = followed.get(name);
  if (!topic) {
    topic = { items: new Map(), revision: -1, followers: new Set() };
    followed.set(name, topic);
    connection.send({ type: 'subscribe', topics: [name] });
  }
  topic.followers.add(follower);
  connection.start();
  return () => {
    topic.followers.delete(follower);
    if (topic.followers.size > 0) return;
    followed.delete(name);
    connection.send({ type: 'unsubscribe', topics: [name] });
  };
}

/** Of a topic that somebody follows. */
export function itemsOf<Name extends LiveTopic>(name: Name): ReadonlyMap<string, LiveItems[Name]> {
  return (followed.get(name)?.items ?? new Map()) as ReadonlyMap<string, LiveItems[Name]>;
}

/** The connection's state, for the sign that says so. */
export class LiveState implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get current(): ConnectionState {
    return state;
  }

  hostConnected(): void {
    watchers.add(this.#changed);
  }

  hostDisconnected(): void {
    watchers.delete(this.#changed);
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}

export class Live implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #names: readonly LiveTopic[];
  #ends: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, ...names: readonly LiveTopic[]) {
    this.#host = host;
    this.#names = names;
    host.addController(this);
  }

  hostConnected(): void {
    this.#ends = this.#names.map((name) => follow(name, () => this.#host.requestUpdate()));
  }

  hostDisconnected(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  /** Whether a first snapshot has come. */
  isLoaded(name: LiveTopic): boolean {
    return (followed.get(name)?.revision ?? -1) >= 0;
  }

  items<Name extends LiveTopic>(name: Name): ReadonlyMap<string, LiveItems[Name]> {
    return itemsOf(name);
  }

  status<Name extends keyof LiveStatus>(name: Name): LiveStatus[Name] | undefined {
    return this.items('status').get(name) as LiveStatus[Name] | undefined;
  }
}
