// Has somebody watch over the providers: where they are to be had, and how their accounts stand.

import { createHttpClient, type HttpClient } from '../net/client.ts';
import { ProviderWatch } from '../providers/watch.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import type { AppContext, Stop } from './context.ts';
import { PROVIDERS } from './providers.ts';

export function openWatch(
  { clock, log }: AppContext,
  providers: ProvidersStore,
  stops: Stop[],
): { watch: ProviderWatch; http: HttpClient } {
  const http = createHttpClient();
  const list = () => providers.list();
  const watch = new ProviderWatch({ kinds: PROVIDERS, providers: list, http, clock, log: log.for('providers') });
  stops.push(
    () => http.close(),
    () => watch.stop(),
  );
  return { watch, http };
}
