// Has a public database of channels kept, where a person allows it.

import { KnowledgeBase } from '../sync/knowledge/knowledge-base.ts';
import type { HttpClient } from '../net/client.ts';
import type { Paths } from '../storage/paths.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { AppContext, Stop } from './context.ts';

interface Parts {
  readonly paths: Paths;
  readonly settings: SettingsStore;
  readonly http: HttpClient;
  readonly work: WorkerPool;
  readonly onChanged: () => void;
}

export async function openKnowledgeBase(
  { clock, log }: AppContext,
  { paths, settings, http, work, onChanged }: Parts,
  stops: Stop[],
): Promise<KnowledgeBase> {
  const knowledge = new KnowledgeBase({
    folder: paths.knowledge,
    http,
    pool: work,
    clock,
    log: log.for('matching'),
    settings: () => settings.current.knowledge,
    onChanged,
  });
  await knowledge.open();
  settings.onChanged((_settings, changed) => {
    if (changed.some((path) => path.startsWith('knowledge.'))) knowledge.follow();
  });
  stops.push(() => knowledge.stop());
  return knowledge;
}
