// The last few decisions, to be taken back one after another, the newest first. In memory: a restart forgets them.

import { randomUUID } from 'node:crypto';
import { AppError } from '../kernel/errors.ts';
import type { Decisions } from './decisions.ts';
import type { OwnNumber } from './numbering.ts';

const MOST = 20;

interface Step {
  readonly id: string;
  readonly before: Decisions;
  readonly gaveWay: readonly OwnNumber[];
  after: Decisions;
}

export class UndoSteps {
  readonly #steps: Step[] = [];

  /**
   * @param change `gaveWay`: own numbers of channels that the decisions gave to others
   * @returns the id by which it can be taken back
   */
  push({ before, after, gaveWay = [] }: Omit<Step, 'gaveWay' | 'id'> & Partial<Pick<Step, 'gaveWay'>>): string {
    const id = randomUUID();
    this.#steps.push({ id, before, after, gaveWay });
    if (this.#steps.length > MOST) this.#steps.shift();
    return id;
  }

  /**
   * What was before this step, and who gave way to it.
   * @param current the decisions as they are
   * @throws AppError `request.conflict` when something else has been decided since
   */
  step(id: string, current: Decisions): Pick<Step, 'before' | 'gaveWay'> {
    const step = this.#steps.at(-1);
    if (step?.id !== id || step.after !== current) {
      throw new AppError('request.conflict', 'Something else was decided since: this can no longer be taken back.');
    }
    return step;
  }

  /** @param restored the document as it is now, after the step was taken back */
  pop(restored: Decisions): void {
    this.#steps.pop();
    const last = this.#steps.at(-1);
    if (last) last.after = restored;
  }

  /** @param now the document, in which everything is as in `before` again */
  putBack(before: Decisions, now: Decisions): void {
    const last = this.#steps.at(-1);
    if (last?.after === before) last.after = now;
  }
}
