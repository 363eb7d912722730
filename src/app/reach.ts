// What a person allows this machine to ask, and the hosts that he has named himself.

import { useAllowance } from '../net/reach.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';

interface Neighbours {
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly providers: Pick<ProvidersStore, 'list'>;
}

/** @param ownFolder where Masthead keeps its own files */
export function allowWhatIsNamed({ settings, providers }: Neighbours, ownFolder: string): void {
  useAllowance(() => ({
    ownFolder,
    allowed: settings.current.security.reachable_networks,
    named: providers
      .list()
      .flatMap(({ source, backup_sources, guide_sources }) => [source, ...backup_sources, ...guide_sources])
      .flatMap((source) => hostOf(source)),
  }));
}

/** Also of `xtream://USER:PASSWORD@HOST`, whose host the URL of a scheme that nobody knows is slow to tell. */
function hostOf(source: string): string[] {
  const url = URL.parse(source.replace(/^(?:xtream|iptv-org)(s?):/i, 'http$1:'));
  return url && url.host !== '' ? [url.host] : [];
}
