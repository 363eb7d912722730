// Where a part of the guide comes from.

import type { ProviderId } from '../model/ids.ts';

export interface GuideSource {
  /** Names the source for good, part of its channels' ids: its provider and its URL without credentials. */
  readonly key: string;
  readonly providerId: ProviderId;
  /** Sources with lower ones are asked first. */
  readonly priority: number;
}
