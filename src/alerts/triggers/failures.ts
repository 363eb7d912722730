// Providers whose list or whose streams cannot be had; and our own network, when it is that.

import type { Clock, Timer } from '../../kernel/clock.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { Fault } from '../../model/alert-facts.ts';
import type { AlertReport } from '../../model/alert.ts';
import type { Announcements } from '../../model/announcements.ts';
import type { ProviderId } from '../../model/ids.ts';
import { isUnreached, Line } from './line.ts';
import { all, nameOf, type Trigger, type TriggerPorts } from './trigger.ts';

/** Warnings say more of these: a login to look at, a list to confirm. */
const WARNED_OF: ReadonlySet<string> = new Set(['provider.shrunk', 'provider.unauthorised']);

/** Nothing works without a login: what is told of it is the whole trouble. */
const LOGIN_WARNINGS = ['login-refused', 'account-inactive'] as const;

const isLoginRefused = ({ last }: TriggerPorts, id: ProviderId): boolean =>
  LOGIN_WARNINGS.some((warning) => last(`${warning}:${id}`)?.resolvedAt === null);

/** One that cannot be reached is told when the others have had time to say whether it is us. */
const WITNESSED_MS = 2 * MINUTE_MS;

/** A list that cannot be read and streams that do not work are one trouble: the provider's. */
export const providerFailure: Trigger = (ports) => {
  const { clock, events, outages, raise, resolve, withdraw } = ports;
  const line = new Line(ports);
  /** It is our own, as lists have it. */
  let isLineDown = false;
  /** Why its list cannot be read. */
  const lists = new Map<ProviderId, Fault>();
  /** How many channels of the lineup have a stream of one that is down. */
  const channelCounts = new Map<ProviderId, number>();
  const say = (id: ProviderId): void => {
    if (outages().isCutOff) return; // it is not the provider
    if (isLoginRefused(ports, id)) return resolve(keyOf(id));
    const list = lists.get(id);
    const down = outages().downs.find(({ providerId }) => providerId === id);
    if (!down && isLineDown) return withdraw(keyOf(id)); // it is the network, and that is told
    if (!down && list === undefined) return resolve(keyOf(id));
    if (!down && held.has(id)) return;
    const isUntouched = line.isOnly(id) && isUnreached(down?.code ?? list?.code ?? '');
    const faults = { list, code: down?.code, channelCount: channelCounts.get(id), isUntouched };
    raise(failureReport(id, nameOf(ports, id), faults));
  };
  const held = holding(clock, say);
  const wentDown = async (id: ProviderId): Promise<void> => {
    const sums = await ports.streamSums().catch(() => null); // the outage is told all the same
    const count = sums?.providers[id]?.channels;
    if (count !== undefined) channelCounts.set(id, count);
    say(id);
  };
  const sayAgain = (): void => toldOf(ports).forEach(say);
  /** Something is reached: what was out of reach is read again soon, and told then if it still is. */
  const returned = (): void => {
    line.forget();
    if (!isLineDown) return;
    isLineDown = false;
    lists.clear();
    if (!outages().isCutOff) resolve(NETWORK_KEY);
  };
  const reached = (id: ProviderId): void => {
    held.end(id);
    if (line.isRemote(id)) returned();
  };
  const unreached = (id: ProviderId): void => {
    if (!lists.has(id) && line.hasWitnesses) held.begin(id);
    line.unreached(id);
    if (!line.isDown) return isLineDown ? returned() : undefined;
    isLineDown = true;
    raise(NETWORK_DOWN);
    sayAgain();
  };
  recall(ports, lists);
  return all([
    line.follow(),
    held.stop,
    events.on('provider.failed', ({ providerId, code, message, figures }) => {
      if (outages().isCutOff) return; // it is read again when the network is back
      if (isUnreached(code)) unreached(providerId);
      else reached(providerId);
      if (WARNED_OF.has(code)) lists.delete(providerId);
      else lists.set(providerId, faultOf({ code, message, figures }));
      say(providerId);
    }),
    events.on('provider.synced', ({ providerId }) => {
      reached(providerId);
      lists.delete(providerId);
      say(providerId);
    }),
    events.on('provider.went-down', ({ providerId }) => {
      returned(); // health knows that it is not us
      void wentDown(providerId);
    }),
    events.on('provider.came-back', ({ providerId }) => {
      returned();
      say(providerId);
    }),
    events.on('session.started', returned),
    events.on('network.lost', () => toldOf(ports).forEach((id) => withdraw(keyOf(id)))), // told before it was known
    events.on('network.returned', () => {
      returned();
      sayAgain();
    }),
    events.on('provider.warned', ({ providerId }) => say(providerId)),
    events.on('provider.cleared', ({ providerId }) => say(providerId)),
  ]);
};

/** Lists out of reach that are not told yet. */
function holding(clock: Clock, tell: (id: ProviderId) => void) {
  const timers = new Map<ProviderId, Timer>();
  const end = (id: ProviderId): void => {
    timers.get(id)?.cancel();
    timers.delete(id);
  };
  return {
    has: (id: ProviderId): boolean => timers.has(id),
    end,
    begin(id: ProviderId): void {
      const over = (): void => {
        end(id);
        tell(id);
      };
      end(id);
      timers.set(id, clock.after(WITNESSED_MS, over));
    },
    stop: (): void => {
      for (const id of timers.keys()) end(id);
    },
  };
}

const keyOf = (id: ProviderId): string => `provider:${id}`;

/** Those that are told as failing. */
const toldOf = ({ open }: TriggerPorts): ProviderId[] =>
  open('provider_failure').flatMap(({ key, subject: { provider } }) =>
    provider !== undefined && key === keyOf(provider) ? [provider] : [],
  );

/** Of what an earlier run has told: streams that work again are over; of a list the next sync knows. */
function recall({ open, outages, resolve }: TriggerPorts, lists: Map<ProviderId, Fault>): void {
  const { isCutOff, downs } = outages();
  if (isCutOff) return;
  for (const { key, severity, facts, subject } of open('provider_failure')) {
    const id = subject.provider;
    if (id === undefined || key !== keyOf(id) || downs.some(({ providerId }) => providerId === id)) continue;
    if (severity === 'critical') resolve(key);
    else if (facts.what === 'list-unread') lists.set(id, facts.fault);
    else if (facts.what === 'only-unreached') lists.set(id, { code: facts.code, message: '' });
    else resolve(key); // the next sync knows
  }
}

/** With the status that the provider answered, where it did. */
const faultOf = ({ code, message, figures }: Omit<Announcements['provider.failed'], 'providerId'>): Fault => ({
  code,
  message,
  ...(figures?.['status'] !== undefined && { status: figures['status'] }),
});

interface Faults {
  readonly list: Fault | undefined;
  /** Why none of its streams works. */
  readonly code: string | undefined;
  readonly channelCount: number | undefined;
  /** It is the only one that comes over the internet, and was not reached: nobody can say which side it is. */
  readonly isUntouched: boolean;
}

const failureReport = (
  id: ProviderId,
  name: string,
  { list, code, channelCount, isUntouched }: Faults,
): AlertReport => ({
  key: keyOf(id),
  kind: 'provider_failure',
  severity: code === undefined ? 'warning' : 'critical',
  facts: isUntouched
    ? { what: 'only-unreached', name, code: code ?? list?.code ?? '' }
    : code === undefined
      ? { what: 'list-unread', name, fault: list ?? { code: '', message: '' } }
      : { what: 'streams-down', name, code, list: list ?? null },
  subject: { provider: id, ...(channelCount !== undefined && { channelCount }) },
});

const NETWORK_KEY = 'network';
const NETWORK_DOWN: AlertReport = {
  key: NETWORK_KEY,
  kind: 'network_failure',
  severity: 'critical',
  facts: { what: 'network-down' },
};

export const network: Trigger = ({ events, outages, raise, resolve }) => {
  if (!outages().isCutOff) resolve(NETWORK_KEY); // told by an earlier run
  return all([
    events.on('network.lost', () => raise(NETWORK_DOWN)),
    events.on('network.returned', () => resolve(NETWORK_KEY)),
  ]);
};
