// How a provider's sync goes, or went, in one line.

import type { SyncStatus } from '../../api/routes.ts';
import { byteCount, number, relative } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';

export function summaryOf(sync: SyncStatus): string {
  return sync.state === 'syncing' ? progressOf(sync) : resultOf(sync);
}

function progressOf({ phase, progress, matching }: SyncStatus): string {
  const parts = [known(`phase.${phase}`, phase)];
  if (matching)
    return [...parts, t('count.matched', { count: number(matching.names), total: number(matching.total) })].join(' · ');
  if (progress.entries > 0) parts.push(tn('count.entries', progress.entries));
  if (progress.programmes > 0) parts.push(tn('count.programmes', progress.programmes));
  if (progress.bytes > 100_000) parts.push(byteCount(progress.bytes));
  return parts.join(' · ');
}

function resultOf({ counts, guides, last_success_at: at }: SyncStatus): string {
  const programmes = guides.reduce((sum, guide) => sum + guide.programme_count, 0);
  const parts: string[] = [];
  if (counts.live > 0) parts.push(tn('count.live', counts.live));
  if (counts.radio > 0) parts.push(tn('count.radio', counts.radio));
  if (counts.movie > 0) parts.push(tn('count.movies', counts.movie));
  if (counts.series > 0) parts.push(tn('count.episodes', counts.series));
  if (programmes > 0) parts.push(tn('count.programmes', programmes));
  if (counts.headings > 0) parts.push(tn('count.headings', counts.headings));
  if (counts.skipped > 0) parts.push(t('count.skipped', { count: number(counts.skipped) }));
  parts.push(at === null ? t('provider.never') : t('provider.synced', { when: relative(at) }));
  return parts.join(' · ');
}
