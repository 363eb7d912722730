// What the documents of decisions say of one another: which of it will not be heeded, as what it names is not there.

import type { Decisions } from '../lineup/decisions.ts';
import type { ProviderSettings } from '../model/provider.ts';
import { isProfile } from '../model/settings-checks.ts';
import type { Settings } from '../model/settings.ts';
import type { Unheeded } from '../sync/transfer/transfer.ts';

type DocumentOf = (name: string) => unknown;

const hasProfile = (name: string | null | undefined, documentOf: DocumentOf): boolean =>
  name == null || isProfile(name, (documentOf('settings') as Settings).commands);

export function unheededOfProviders(data: unknown, documentOf: DocumentOf): Unheeded[] {
  const { providers } = data as { readonly providers: readonly ProviderSettings[] };
  return providers
    .filter(({ stream_profile: profile }) => !hasProfile(profile, documentOf))
    .map(({ id }) => ({ id, field: 'stream_profile' }));
}

export function unheededOfLineup(data: unknown, documentOf: DocumentOf): Unheeded[] {
  return Object.entries((data as Decisions).channels)
    .filter(([, { stream_profile: profile }]) => !hasProfile(profile, documentOf))
    .map(([id]) => ({ id, field: 'stream_profile' }));
}
