// Providers whose list or whose streams cannot be had; and our own network, when it is that.

import type { AlertReport } from '../../model/alert.ts';
import type { ProviderId } from '../../model/ids.ts';
import { reasonOf } from './reasons.ts';
import { all, nameOf, type Trigger, type TriggerPorts } from './trigger.ts';

/** Warnings say more of these: a login to look at, a list to confirm. */
const WARNED_OF: ReadonlySet<string> = new Set(['provider.shrunk', 'provider.unauthorised']);

/** Nothing works without a login: what is told of it is the whole trouble. */
const LOGIN_WARNINGS = ['login-refused', 'account-inactive'] as const;

/** A list that cannot be read and streams that do not work are one trouble: the provider's. */
export const providerFailure: Trigger = (ports) => {
  const { events, outages, raise, resolve } = ports;
  /** Why its list cannot be read. */
  const lists = new Map<ProviderId, string>();
  /** How many channels of the lineup have a stream of one that is down. */
  const channelCounts = new Map<ProviderId, number>();
  const say = (id: ProviderId): void => {
    if (outages().isCutOff) return; // it is not the provider
    if (LOGIN_WARNINGS.some((warning) => ports.last(`${warning}:${id}`)?.resolvedAt === null))
      return resolve(keyOf(id));
    const list = lists.get(id);
    const down = outages().downs.find(({ providerId }) => providerId === id);
    if (list === undefined && !down) return resolve(keyOf(id));
    raise(failureReport(id, nameOf(ports, id), { list, code: down?.code, channelCount: channelCounts.get(id) }));
  };
  const wentDown = async (id: ProviderId): Promise<void> => {
    const sums = await ports.streamSums().catch(() => null); // the outage is told all the same
    const count = sums?.providers[id]?.channels;
    if (count !== undefined) channelCounts.set(id, count);
    say(id);
  };
  const sayAgain = (): void => {
    for (const { key, subject } of ports.open('provider_failure')) {
      if (subject.provider !== undefined && key === keyOf(subject.provider)) say(subject.provider);
    }
  };
  recall(ports, lists);
  return all([
    events.on('provider.failed', ({ providerId, code, message }) => {
      if (outages().isCutOff) return; // it is read again when the network is back
      if (WARNED_OF.has(code)) lists.delete(providerId);
      else lists.set(providerId, message);
      say(providerId);
    }),
    events.on('provider.synced', ({ providerId }) => {
      lists.delete(providerId);
      say(providerId);
    }),
    events.on('provider.went-down', ({ providerId }) => void wentDown(providerId)),
    events.on('provider.came-back', ({ providerId }) => say(providerId)),
    events.on('network.returned', sayAgain),
    events.on('provider.warned', ({ providerId }) => say(providerId)),
    events.on('provider.cleared', ({ providerId }) => say(providerId)),
  ]);
};

const keyOf = (id: ProviderId): string => `provider:${id}`;

/** Of what an earlier run has told: streams that work again are over; of a list the next sync knows. */
function recall({ open, outages, resolve }: TriggerPorts, lists: Map<ProviderId, string>): void {
  const { isCutOff, downs } = outages();
  if (isCutOff) return;
  for (const { key, severity, cause, subject } of open('provider_failure')) {
    const id = subject.provider;
    if (id === undefined || key !== keyOf(id) || downs.some(({ providerId }) => providerId === id)) continue;
    if (severity === 'critical') resolve(key);
    else lists.set(id, cause);
  }
}

interface Faults {
  readonly list: string | undefined;
  /** Why none of its streams works. */
  readonly code: string | undefined;
  readonly channelCount: number | undefined;
}

const failureReport = (id: ProviderId, name: string, { list, code, channelCount }: Faults): AlertReport => ({
  key: keyOf(id),
  kind: 'provider_failure',
  severity: code === undefined ? 'warning' : 'critical',
  title: `${name} is down`,
  cause:
    code === undefined
      ? (list ?? '')
      : [`None of its streams works: ${reasonOf(code)}.`, list].filter(Boolean).join(' '),
  action:
    code === undefined
      ? 'Its channels keep their last good data; Masthead goes on trying.'
      : 'Channels go on from other providers where they can; its streams keep their places, and it is asked again.',
  subject: { provider: id, ...(channelCount !== undefined && { channelCount }) },
});

const NETWORK_KEY = 'network';

export const network: Trigger = ({ events, outages, raise, resolve }) => {
  if (!outages().isCutOff) resolve(NETWORK_KEY); // told by an earlier run
  return all([
    events.on('network.lost', () =>
      raise({
        key: NETWORK_KEY,
        kind: 'network_failure',
        severity: 'critical',
        title: 'No provider can be reached',
        cause: 'It is our own network or its line to the internet, not the providers.',
        action: 'No stream is blamed for it; Masthead looks every minute whether it is back.',
      }),
    ),
    events.on('network.returned', () => resolve(NETWORK_KEY)),
  ]);
};
