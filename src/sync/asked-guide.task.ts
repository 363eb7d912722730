// Puts what panels have told of single channels into the guide, in a worker: beside what they told of others before.

import { openGuideReader } from '../guide/reader.ts';
import type { GuideSource } from '../guide/source.ts';
import { beginGuide } from '../guide/writer.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Programme } from '../model/programme.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';

export interface AskedGuideInput {
  readonly file: string;
  readonly source: GuideSource;
  /** Epoch milliseconds; what has ended before goes. */
  readonly fromAt: number;
  readonly told: readonly ToldChannel[];
}

export interface ToldChannel {
  readonly xmltvId: string;
  readonly name: string;
  /** `Programme[]` as JSON: a long text crosses between threads more quickly than thousands of objects. */
  readonly programmes: string;
}

/** @returns whether the guide has changed */
export default defineTask<AskedGuideInput, boolean>((input, context) => {
  const { file, source, fromAt, told } = input;
  const writer = beginGuide(source, { file, log: taskLog('sync'), clock: systemClock, wanted: () => true });
  const reader = openGuideReader(file);
  try {
    const isNew = new Set(told.map(({ xmltvId }) => xmltvId));
    for (const { id, sourceKey, xmltvId, displayNames, iconUrl } of reader.channels()) {
      if (sourceKey !== source.key || isNew.has(xmltvId)) continue;
      context.throwIfAborted();
      const kept = [...reader.programmes(id, { fromAt, untilAt: Number.MAX_SAFE_INTEGER })];
      if (kept.length === 0) continue;
      writer.channels([{ xmltvId, displayNames, iconUrl }]);
      writer.programmes(xmltvId, kept);
    }
    for (const { xmltvId, name, programmes } of told) {
      writer.channels([{ xmltvId, displayNames: [name], iconUrl: '' }]);
      writer.programmes(xmltvId, JSON.parse(programmes) as Programme[]);
    }
    return writer.commit().isChanged;
  } finally {
    reader.close();
    writer.rollback();
  }
});
