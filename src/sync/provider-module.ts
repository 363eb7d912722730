// The one place that loads a module by a URL it is handed: a provider's, out of the app's table.

import type { ProviderModule } from '../providers/provider.ts';

export const loadProvider = async (url: string): Promise<ProviderModule> => (await import(url)) as ProviderModule;
