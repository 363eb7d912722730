// The sync behind the API: every provider is stale, and down when it is asked for.

import type { ApiPorts } from '../../src/http/api/ports.ts';
import { AppError } from '../../src/kernel/errors.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { noSkips } from '../../src/model/provider.ts';
import type { ProvidersStore } from '../../src/sync/providers-store.ts';
import type { SyncReport, SyncStatus } from '../../src/sync/status.ts';

/** @param calls is told which were synced */
export function syncOf(providers: ProvidersStore, calls: { readonly synced: string[] }): ApiPorts['sync'] {
  return {
    run: (id) => {
      calls.synced.push(id);
      return Promise.reject<SyncReport>(new AppError('provider.unavailable', 'down for repair'));
    },
    cancel: () => undefined,
    confirmList() {
      throw new AppError('request.conflict', 'nothing to confirm');
    },
    status: () => providers.list().map(({ id }) => statusOf(id)),
  };
}

const statusOf = (provider_id: ProviderId): SyncStatus => ({
  provider_id,
  state: 'stale',
  phase: 'idle',
  progress: { bytes: 10, entries: 2, programmes: 0 },
  matching: null,
  started_at: 1,
  finished_at: 2,
  next_at: 3,
  last_success_at: null,
  error: { code: 'provider.unavailable', message: 'down for repair' },
  counts: { live: 2, radio: 0, movie: 0, series: 0, skipped: 0, headings: 0 },
  skips: noSkips,
  guides: [{ source: 'http://x/g.xml', channel_count: 1, programme_count: 1, last_success_at: 1, error: null }],
});
