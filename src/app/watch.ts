// Has somebody watch over the providers: where they are to be had, and how their accounts stand.

import { createHttpClient, type HttpClient } from '../net/client.ts';
import type { ProviderId } from '../model/ids.ts';
import { ProviderWatch } from '../providers/watch.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import type { AppContext, Stop } from './context.ts';
import { PROVIDERS } from './providers.ts';

interface Neighbours {
  readonly providers: ProvidersStore;
  readonly ownConnections: (id: ProviderId) => number;
}

export function openWatch(
  { clock, log }: AppContext,
  { providers, ownConnections }: Neighbours,
  stops: Stop[],
): { watch: ProviderWatch; http: HttpClient } {
  const http = createHttpClient();
  const list = () => providers.list();
  const watch = new ProviderWatch({
    kinds: PROVIDERS,
    providers: list,
    http,
    clock,
    log: log.for('providers'),
    ownConnections,
  });
  stops.push(
    () => http.close(),
    () => watch.stop(),
  );
  return { watch, http };
}
