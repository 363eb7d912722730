// Takes what was seen, by checks and by viewers, decides whose fault it is, has it written down, and announces what follows.

import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import { Notebook } from './notebook.ts';
import { Outages, type Turn, type Verdicts } from './outages.ts';
import type { OutageNote } from './outage-log.ts';
import type { Change, Observation, Recorded } from './record.ts';

type Announced =
  | 'streams.died'
  | 'streams.revived'
  | 'provider.went-down'
  | 'provider.came-back'
  | 'network.lost'
  | 'network.returned';

export type AnnounceHealth = <Name extends Announced>(name: Name, fact: Announcements[Name]) => void;

export interface ObserverOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly countOf: (id: ProviderId) => number;
  readonly providers: () => readonly ProviderId[];
  readonly write: (batch: readonly Observation[], outages: readonly OutageNote[]) => Promise<Recorded>;
  readonly announce: AnnounceHealth;
  /** Whether this machine is known to have no network any more. */
  readonly isLineLost?: () => boolean;
}

export class Observer {
  readonly #options: ObserverOptions;
  readonly #outages: Outages<Observation>;
  readonly #notebook: Notebook;

  constructor(options: ObserverOptions) {
    const { clock, log, countOf, providers, write, isLineLost } = options;
    this.#options = options;
    this.#outages = new Outages(countOf, providers, isLineLost);
    this.#notebook = new Notebook({ clock, log, write, onWritten: (recorded) => this.#announce(recorded) });
  }

  get outages(): Pick<
    Outages<Observation>,
    'asked' | 'downs' | 'hasFailed' | 'isHeld' | 'isCutOff' | 'isDown' | 'suspect' | 'wanted'
  > {
    return this.#outages;
  }

  /** What an earlier run saw begin and not end: it is down until a stream of it works. */
  restore(outages: readonly OutageNote[]): void {
    this.#outages.restore(outages);
  }

  take(observation: Observation): void {
    const { providerId, at } = observation;
    this.#noteOutage(providerId, at); // also the one that this ends
    this.#follow(this.#outages.take(observation));
    this.#noteOutage(providerId, at);
  }

  /** Now and then: what was held back for too long, and providers that are gone. */
  tick(): void {
    this.#outages.keep(new Set(this.#options.providers()));
    this.#follow(this.#outages.tick(this.#options.clock.now()));
  }

  /** Whether something seen of it is not in the book yet. */
  isUnwritten(id: StreamId): boolean {
    return this.#notebook.has(id);
  }

  flush(): Promise<void> {
    return this.#notebook.flush();
  }

  #follow({ release, turns }: Verdicts<Observation>): void {
    for (const observation of release) this.#notebook.add(observation);
    for (const turn of turns) {
      this.#noteEnd(turn);
      this.#turn(turn);
    }
  }

  #turn(turn: Turn): void {
    const { announce, log } = this.#options;
    const { code, since } = turn;
    if (turn.kind === 'cut-off') {
      log.warning('No provider can be reached: the network seems to be down', { code });
      announce('network.lost', { code, since });
    } else if (turn.kind === 'reconnected') {
      log.info('Providers can be reached again');
      announce('network.returned', { since });
    } else if (turn.kind === 'down') {
      log.warning('None of a provider’s streams works; they keep their places', { provider: turn.providerId, code });
      announce('provider.went-down', { providerId: turn.providerId, code: code, since });
    } else {
      log.info('A provider’s streams work again', { provider: turn.providerId });
      announce('provider.came-back', { providerId: turn.providerId, since });
    }
  }

  /** How long it has lasted so far: told again with each failure, so that a crash loses little of it. */
  #noteOutage(id: ProviderId, until: number): void {
    const down = this.#outages.downs().find(({ providerId }) => providerId === id);
    if (!down) return;
    const { since, code } = down;
    this.#notebook.noteOutage({ providerId: this.#outages.isCutOff ? null : id, since, until, code, isOver: false });
  }

  #noteEnd({ kind, code, since, ...turn }: Turn): void {
    if (kind !== 'up' && kind !== 'reconnected') return;
    const providerId = 'providerId' in turn ? turn.providerId : null;
    this.#notebook.noteOutage({ providerId, since, until: this.#options.clock.now(), code, isOver: true });
  }

  #announce({ died, revived }: Recorded): void {
    for (const [providerId, streams] of byProvider(died))
      this.#options.announce('streams.died', { providerId, streams });
    for (const [providerId, streams] of byProvider(revived)) {
      this.#options.announce('streams.revived', { providerId, streams });
    }
  }
}

const byProvider = (changes: readonly Change[]): Map<ProviderId, Change[]> =>
  Map.groupBy(changes, ({ providerId }) => providerId);
