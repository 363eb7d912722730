// What health has done elsewhere: in workers, or by programs.

import type { HealthAnswers, HealthAsks } from './asks.ts';
import type { OutageNote } from './outage-log.ts';
import type { PictureFindings } from './picture-findings.ts';
import type { PolicyMessage } from './policy.ts';
import type { Observation, Recorded } from './record.ts';
import type { StreamProbe } from './stream-probe.ts';
import type { Upgrade, UpgradeInput } from './upgrade.ts';

export interface HealthWork {
  record(batch: readonly Observation[], outages: readonly OutageNote[], policy: PolicyMessage): Promise<Recorded>;
  upgrade(input: UpgradeInput): Promise<readonly Upgrade[]>;
  ask<Kind extends keyof HealthAsks>(kind: Kind, ask: HealthAsks[Kind]): Promise<HealthAnswers[Kind]>;
  /** @returns null when nothing could be read of the bytes */
  probe(bytes: Uint8Array, signal: AbortSignal): Promise<StreamProbe | null>;
  /** @returns null when too little could be decoded */
  judge(bytes: Uint8Array, signal: AbortSignal): Promise<PictureFindings | null>;
}
