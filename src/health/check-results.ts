// What comes of a check: the bytes that it has brought are looked into, and it becomes an observation.

import { AppError } from '../kernel/errors.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { CheckResult } from './checks.ts';
import type { CheckAnswer } from './check/request.ts';
import type { PictureFindings } from './picture-findings.ts';
import type { Observation } from './record.ts';
import type { StreamProbe } from './stream-probe.ts';
import type { HealthWork } from './work.ts';

export interface CheckResultsOptions {
  readonly work: Pick<HealthWork, 'probe' | 'judge'>;
  readonly settings: () => Settings;
  readonly mayShowClips: (id: ProviderId) => boolean;
  readonly take: (observation: Observation) => void;
}

export class CheckResults {
  readonly #options: CheckResultsOptions;
  /** Checked, and their bytes are being looked into. */
  readonly #open = new Map<StreamId, Promise<void>>();
  readonly #stopping = new AbortController();
  #lookCount = 0;

  constructor(options: CheckResultsOptions) {
    this.#options = options;
  }

  /** How many have programs at work on their bytes. */
  get lookCount(): number {
    return this.#lookCount;
  }

  isOpen(id: StreamId): boolean {
    return this.#open.has(id);
  }

  take(result: CheckResult): void {
    const { streamId } = result;
    this.#open.set(
      streamId,
      this.#look(result).finally(() => this.#open.delete(streamId)),
    );
  }

  /** Resolves when what was checked has become an observation. */
  async settled(id: StreamId): Promise<void> {
    await this.#open.get(id);
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await Promise.all(this.#open.values());
  }

  async #look({ streamId, providerId, at, answer }: CheckResult): Promise<void> {
    const { code, latencyMs, mark, position, bytes } = answer;
    const isBrought = code === null && bytes !== null;
    this.#lookCount += Number(isBrought);
    const probe = isBrought ? await this.#probed(answer, bytes) : null;
    const picture = isBrought ? await this.#judged(bytes) : null;
    this.#lookCount -= Number(isBrought);
    this.#options.take({
      streamId,
      providerId,
      at,
      kind: 'check',
      code,
      latencyMs,
      ...(mark !== null && this.#options.mayShowClips(providerId) && { mark }),
      ...(position !== null && { position }),
      ...(isBrought && { probe }),
      ...(picture && { picture }),
    });
  }

  /** What ffprobe finds, with the rate that the stream's own clock gives. */
  async #probed(answer: CheckAnswer, bytes: Uint8Array): Promise<StreamProbe | null> {
    const found = await this.#options.work.probe(bytes, this.#stopping.signal).catch(() => null);
    return found ? { ...found, bitsPerSecond: answer.probe?.bitsPerSecond ?? found.bitsPerSecond } : answer.probe;
  }

  async #judged(bytes: Uint8Array): Promise<PictureFindings | null> {
    const { settings, work } = this.#options;
    return settings().health.picture_checks && !this.#stopping.signal.aborted
      ? await work.judge(bytes, this.#stopping.signal).catch(() => null)
      : null;
  }
}
