// Fills a guide for a test.

import { silentLog } from '../../src/kernel/log.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import type { GuideChannel, Programme } from '../../src/model/programme.ts';
import type { GuideSource } from '../../src/guide/source.ts';
import { beginGuide, type GuideSummary, type GuideWriter } from '../../src/guide/writer.ts';
import type { Wanted } from '../../src/guide/wanted.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

export const source = (key = 'main', priority = 0): GuideSource => ({
  key,
  providerId: `provider-${key}` as ProviderId,
  priority,
});

export const channel = (xmltvId: string, ...displayNames: string[]): GuideChannel => ({
  xmltvId,
  displayNames,
  iconUrl: '',
});

export interface Begun {
  readonly source?: GuideSource;
  readonly wanted?: Wanted;
  readonly gatherBytes?: number;
}

export function begin(
  file: string,
  { source: from = source(), wanted = () => true, gatherBytes }: Begun = {},
): GuideWriter {
  const options = { file, log: silentLog, clock: createTurnedClock(), wanted };
  return beginGuide(from, gatherBytes === undefined ? options : { ...options, gatherBytes });
}

/** Takes programmes in, one by one in the order they are given, and publishes them. */
export function fill(
  file: string,
  programmes: readonly (readonly [xmltvId: string, programme: Programme])[],
  begun: Begun = {},
): GuideSummary {
  const writer = begin(file, begun);
  writer.channels([...new Set(programmes.map(([xmltvId]) => xmltvId))].map((id) => channel(id, id.toUpperCase())));
  for (const [xmltvId, programme] of programmes) writer.programmes(xmltvId, [programme]);
  return writer.commit();
}
