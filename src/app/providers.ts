// The table of providers: a kind of source is a folder in providers/ and a line here.

import { iptvOrgProvider } from '../providers/iptv-org/kind.ts';
import { m3uProvider } from '../providers/m3u/kind.ts';
import type { ProviderKind } from '../providers/provider.ts';
import { xmltvProvider } from '../providers/xmltv/kind.ts';
import { xtreamProvider } from '../providers/xtream/kind.ts';

/** In order of preference: the first that recognises a source takes it. */
export const PROVIDERS: readonly ProviderKind[] = [xtreamProvider, iptvOrgProvider, xmltvProvider, m3uProvider];
