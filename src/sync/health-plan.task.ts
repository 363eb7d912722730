// Tells health which streams there are to be checked: those of the lineup's channels, in the lineup's order. In a worker.

import { streamReader } from '../catalogue/reads.ts';
import { plan, type PlannedStream } from '../health/plan.ts';
import { policyOf, type PolicyMessage } from '../health/policy.ts';
import { openHealthDatabase } from '../health/schema.ts';
import { IS_PUBLISHED } from '../lineup/schema.ts';
import { decodeIds } from '../lineup/store.ts';
import type { ChannelId, ProviderId } from '../model/ids.ts';
import { openReader } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';

export interface HealthPlanInput {
  readonly catalogueFile: string;
  readonly lineupFile: string;
  readonly healthFile: string;
  /** Enabled ones. */
  readonly providers: readonly ProviderId[];
  readonly policy: PolicyMessage;
  readonly now: number;
  readonly madeFrom: string;
}

export default defineTask<HealthPlanInput, { readonly streamCount: number }>(async (input, context) => {
  const catalogue = openReader(input.catalogueFile);
  const lineup = openReader(input.lineupFile);
  const health = openHealthDatabase(input.healthFile, taskLog('health'), 'plan');
  const enabled = new Set(input.providers);
  const read = streamReader(catalogue);
  const rows = lineup.prepare(`SELECT id, streams FROM channel WHERE ${IS_PUBLISHED} ORDER BY number`);
  function* streams(): Generator<PlannedStream> {
    for (const row of rows.iterate()) {
      context.throwIfAborted();
      let place = 0;
      for (const id of decodeIds(row['streams'] as Uint8Array)) {
        const stream = read(id);
        if (!stream || stream.isProtected || !enabled.has(stream.providerId)) continue;
        const { providerId, name, url } = stream;
        yield { id, providerId, channelId: row['id'] as ChannelId, place, name, url };
        place += 1;
      }
    }
  }
  try {
    const { quietHours } = policyOf(input.policy);
    return { streamCount: await plan(health, streams(), { now: input.now, quietHours, madeFrom: input.madeFrom }) };
  } finally {
    health.close();
    lineup.close();
    catalogue.close();
  }
});
