// Says what is wrong with a guide once, and again when something else is: a guide may be missing for months.

import type { Log } from '../kernel/log.ts';
import type { GuideState } from './provider-sync.ts';

export class GuideFaults {
  readonly #log: Log;
  /** Code of what was said last, by the guide's key. */
  readonly #said = new Map<string, string>();

  constructor(log: Log) {
    this.#log = log;
  }

  tell(guides: readonly GuideState[]): void {
    for (const { ref, memo, error } of guides) {
      const { source } = ref;
      if (this.#said.get(ref.key) === error?.code) continue;
      if (!error) {
        this.#said.delete(ref.key);
        this.#log.info('A guide can be read again', { source });
        continue;
      }
      this.#said.set(ref.key, error.code);
      const kept = memo ? '; its last good data is kept' : '';
      this.#log.warning(`A guide could not be read${kept}`, { source, ...error });
    }
  }
}
