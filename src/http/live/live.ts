// `/api/live`: everybody who listens, what they say, and the beat at which they hear what has changed. With nobody there
// nothing is read and no timer runs.

import type { Clock, Timer } from '../../kernel/clock.ts';
import { AppError, toAppError } from '../../kernel/errors.ts';
import { Lane } from '../../kernel/lane.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { Visitor } from '../../model/visit.ts';
import type { ApiPorts } from '../api/ports.ts';
import { may } from '../permissions.ts';
import { LiveListener, type LiveSocket } from './listener.ts';
import { CLOSE, LIVE_TOPICS, liveRequest, type LiveRequest, type LiveTopic } from './messages.ts';
import { frameOf, Topic } from './topic.ts';
import { TOPIC_READERS, type TopicPorts } from './topics.ts';

/** Every browser tab of a large household many times over; each costs some kibibytes. */
const MAX_LISTENERS = 500;
/** Of them, those that have not logged in yet. */
const MAX_STRANGERS = 50;

const PING = frameOf({ type: 'ping' });

export interface LivePorts extends TopicPorts {
  readonly accounts: Pick<ApiPorts['accounts'], 'personOf'>;
  readonly about: Pick<ApiPorts['about'], 'version'>;
  readonly clock: Clock;
}

export interface HowItCame {
  /** Whom somebody has let in already; undefined while it is still to log in. */
  readonly person?: Visitor;
  /** As in `LiveListener`. */
  readonly judgeAgain?: (() => Promise<Visitor | undefined>) | undefined;
  /** Whence it comes, plain; empty where that is not known. */
  readonly address: string;
}

/** Who comes with a token, as long as it may listen. */
export const byToken =
  (accounts: LivePorts['accounts'], token: string, address: string) => async (): Promise<Visitor | undefined> => {
    const person = await accounts.personOf(token, address);
    return person && may(person, 'look') ? person : undefined;
  };

/** What a socket tells. */
export interface LiveConnection {
  said(text: string): void;
  /** It sent something that is no text. */
  babbled(): void;
  closed(): void;
}

export class Live {
  readonly #ports: LivePorts;
  readonly #listeners = new Set<LiveListener>();
  readonly #topics: ReadonlyMap<LiveTopic, Topic>;
  #ticker: Timer | undefined;

  constructor(ports: LivePorts) {
    this.#ports = ports;
    this.#topics = new Map(LIVE_TOPICS.map((name) => [name, new Topic(name, () => TOPIC_READERS[name](ports))]));
  }

  /** Whether there is room for one more. */
  hasRoom(isKnown: boolean): boolean {
    const strangers = isKnown ? 0 : [...this.#listeners].filter((listener) => !listener.isIn).length;
    return this.#listeners.size < MAX_LISTENERS && strangers < MAX_STRANGERS;
  }

  admit(socket: LiveSocket, { person, judgeAgain, address }: HowItCame): LiveConnection {
    const { clock } = this.#ports;
    const listener = new LiveListener(socket, clock.monotonicMs(), person !== undefined);
    listener.judgeAgain = judgeAgain;
    listener.person = person;
    this.#listeners.add(listener);
    this.#ticker ??= clock.every(SECOND_MS, () => this.#tick());
    if (person) this.#greet(listener);
    const inTurn = new Lane(); // what is said behind a login waits until the login has been looked at
    return {
      said: (text) => {
        if (listener.heard(clock.monotonicMs())) void inTurn.run(() => this.#heard(listener, text, address));
        else listener.close(CLOSE.policy, 'Too many messages');
      },
      babbled: () => listener.close(CLOSE.policy, 'Text frames only'),
      closed: () => this.#gone(listener),
    };
  }

  async #heard(listener: LiveListener, text: string, address: string): Promise<void> {
    const request = parse(text);
    if (!listener.isIn) {
      if (request?.type === 'login')
        return this.#logIn(listener, byToken(this.#ports.accounts, request.token, address));
      return listener.close(CLOSE.unauthorised, 'Log in first');
    }
    if (request) this.#obey(listener, request);
    else if (listener.isReading) {
      listener.send(frameOf({ type: 'problem', code: 'request.invalid', detail: 'This message is not understood.' }));
    }
  }

  async #logIn(listener: LiveListener, judge: NonNullable<HowItCame['judgeAgain']>): Promise<void> {
    const person = await judge();
    if (!person) return listener.close(CLOSE.unauthorised, 'This login is not valid');
    if (listener.isIn || !this.#listeners.has(listener)) return;
    listener.isIn = true;
    listener.judgeAgain = judge;
    listener.person = person;
    this.#greet(listener);
  }

  #greet(listener: LiveListener): void {
    listener.send(frameOf({ type: 'hello', version: this.#ports.about.version, topics: topicsOf(listener) }));
  }

  #obey(listener: LiveListener, request: LiveRequest): void {
    switch (request.type) {
      case 'subscribe':
        for (const name of request.topics) this.#subscribe(listener, name);
        return;
      case 'unsubscribe':
        for (const name of request.topics) listener.leave(name);
        return this.#forgetUnheard();
      case 'resync':
        if (listener.topics.has(request.topic)) listener.lack(request.topic);
        return;
      case 'login':
      case 'pong':
    }
  }

  #subscribe(listener: LiveListener, name: LiveTopic): void {
    if (listener.topics.has(name)) return;
    if (!topicsOf(listener).includes(name)) {
      const detail = 'This login may not see that.';
      if (listener.isReading) listener.send(frameOf({ type: 'problem', code: 'request.forbidden', detail }));
      return;
    }
    listener.topics.add(name);
    if (listener.isReading) listener.send(this.#topics.get(name)!.snapshot());
    else listener.lack(name);
  }

  #tick(): void {
    for (const [name, topic] of this.#topics) {
      if (!this.#isHeard(name)) continue;
      const change = topic.update();
      for (const listener of this.#listeners) listener.update(name, change, () => topic.snapshot());
    }
    const nowMs = this.#ports.clock.monotonicMs();
    for (const listener of this.#listeners) if (listener.tick(nowMs, PING)) void this.#checkLogin(listener);
  }

  async #checkLogin(listener: LiveListener): Promise<void> {
    const person = await listener.judgeAgain?.().catch(toAppError);
    if (!person || person instanceof AppError) return listener.close(CLOSE.unauthorised, 'The login has ended');
    listener.person = person; // its role may be another one by now
    for (const name of listener.topics) if (!topicsOf(listener).includes(name)) listener.leave(name);
  }

  #gone(listener: LiveListener): void {
    this.#listeners.delete(listener);
    this.#forgetUnheard();
    if (this.#listeners.size > 0) return;
    this.#ticker?.cancel();
    this.#ticker = undefined;
  }

  #isHeard(name: LiveTopic): boolean {
    for (const listener of this.#listeners) if (listener.topics.has(name)) return true;
    return false;
  }

  #forgetUnheard(): void {
    for (const [name, topic] of this.#topics) if (!this.#isHeard(name)) topic.forget();
  }
}

/** What the log says is not for everybody. */
function topicsOf({ person }: LiveListener): LiveTopic[] {
  return LIVE_TOPICS.filter((name) => person && may(person, name === 'log' ? 'inspect' : 'look'));
}

function parse(text: string): LiveRequest | undefined {
  try {
    return liveRequest.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
