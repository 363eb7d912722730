// What sessions see of streams: a picture came, it was lost, it is there for half an hour, it is black.

import type { Clock } from '../kernel/clock.ts';
import type { ErrorCode } from '../kernel/errors.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { PictureFindings } from './picture-findings.ts';
import type { Observation } from './record.ts';
import type { StreamRecord } from './stream-row.ts';

/** A stream that has been watched for so long without a break works. */
const WATCHED_MS = 30 * MINUTE_MS;

export interface ViewerSamplesOptions {
  readonly clock: Clock;
  readonly stream: (id: StreamId) => StreamRecord | undefined;
  /** What is on air with a picture now. */
  readonly onAir: () => readonly StreamId[];
  /** So many connections of a provider were seen on air together. */
  readonly sawTogether: (id: ProviderId, count: number) => void;
  readonly take: (observation: Observation) => void;
}

export class ViewerSamples {
  readonly #options: ViewerSamplesOptions;
  /** When it was last said of one on air that it is. */
  readonly #saidAt = new Map<StreamId, number>();

  constructor(options: ViewerSamplesOptions) {
    this.#options = options;
  }

  /** @param code why it was lost, or nothing came of it; null when it shows a picture */
  saw(id: StreamId, code: ErrorCode | null): void {
    const record = this.#options.stream(id);
    if (!record) return;
    this.#saidAt.set(id, this.#options.clock.now());
    this.#options.take(this.#sample(record, code));
  }

  sawPictureOf(id: StreamId, picture: PictureFindings): void {
    const record = this.#options.stream(id);
    if (record) this.#options.take({ ...this.#sample(record, null), picture });
  }

  /** Now and then. */
  tick(): void {
    const { clock, onAir, sawTogether } = this.#options;
    const now = clock.now();
    const shown = new Set(onAir());
    for (const [id, count] of this.#byProvider(shown)) sawTogether(id, count);
    for (const id of this.#saidAt.keys()) if (!shown.has(id)) this.#saidAt.delete(id);
    for (const id of shown) if (now - (this.#saidAt.get(id) ?? 0) >= WATCHED_MS) this.saw(id, null);
  }

  #sample({ id, providerId }: StreamRecord, code: ErrorCode | null): Observation {
    return { streamId: id, providerId, at: this.#options.clock.now(), kind: 'viewer', code, latencyMs: null };
  }

  #byProvider(ids: ReadonlySet<StreamId>): Map<ProviderId, number> {
    const counts = new Map<ProviderId, number>();
    for (const id of ids) {
      const provider = this.#options.stream(id)?.providerId;
      if (provider !== undefined) counts.set(provider, (counts.get(provider) ?? 0) + 1);
    }
    return counts;
  }
}
