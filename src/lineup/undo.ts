// The last few decisions, to be taken back one after another, the newest first. In memory: a restart forgets them.

import { randomUUID } from 'node:crypto';
import { AppError } from '../kernel/errors.ts';
import type { Decisions } from './decisions.ts';

const MOST = 20;

interface Step {
  readonly id: string;
  readonly before: Decisions;
  after: Decisions;
}

export class UndoSteps {
  readonly #steps: Step[] = [];

  /** @returns the id by which it can be taken back */
  push(before: Decisions, after: Decisions): string {
    const id = randomUUID();
    this.#steps.push({ id, before, after });
    if (this.#steps.length > MOST) this.#steps.shift();
    return id;
  }

  /**
   * What was before this step.
   * @param current the decisions as they are
   * @throws AppError `request.conflict` when something else has been decided since
   */
  before(id: string, current: Decisions): Decisions {
    const step = this.#steps.at(-1);
    if (step?.id !== id || step.after !== current) {
      throw new AppError('request.conflict', 'Something else was decided since: this can no longer be taken back.');
    }
    return step.before;
  }

  /** @param restored the document as it is now, after the step was taken back */
  pop(restored: Decisions): void {
    this.#steps.pop();
    const last = this.#steps.at(-1);
    if (last) last.after = restored;
  }
}
