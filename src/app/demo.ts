// The demo provider's place among the providers: the same at every start.

import type { ProviderId } from '../model/ids.ts';

export const DEMO = { id: 'demo' as ProviderId, name: 'Demo' };
