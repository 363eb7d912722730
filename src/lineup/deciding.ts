// How a person's decisions are changed: one after another, on the disk and shown or neither, and what takes the last few back.

import { takeDeedsBack } from '../kernel/actor.ts';
import { insistOnCondition } from '../kernel/condition.ts';
import { keptError } from '../kernel/kept.ts';
import type { Lane } from '../kernel/lane.ts';
import type { Document } from '../storage/document.ts';
import type { Decisions } from './decisions.ts';
import type { OwnNumber } from './numbering.ts';
import type { Publisher, Settled } from './publisher.ts';
import type { Decided, LineupSummary } from './query.ts';
import { UndoSteps } from './undo.ts';

export interface DecidingParts {
  readonly decisions: Document<Decisions>;
  readonly lane: Lane;
  readonly publisher: Pick<Publisher, 'settle'>;
  /** Builds the lineup anew: what only a build shows has changed. */
  readonly onBuildNeeded?: (() => Promise<Pick<LineupSummary, 'changedCount'>>) | undefined;
}

export class Deciding {
  readonly #parts: DecidingParts;
  readonly #undo = new UndoSteps();

  constructor(parts: DecidingParts) {
    this.#parts = parts;
  }

  /** One change after another, when what was changed before is shown. */
  inTurn<Outcome>(change: () => Promise<Outcome>): Promise<Outcome> {
    return this.#parts.lane.run(async () => {
      await insistOnCondition(); // not where decisions are written: channels are settled meanwhile, in a thread that waits for it
      return change();
    });
  }

  /** In turn; then, where it has changed what only a build shows, after that build. */
  async built<Outcome extends { readonly changed: number }>(change: () => Promise<Outcome>): Promise<Outcome> {
    const { outcome: settled, isToBuild } = await this.inTurn(async () => {
      const { guides, matches } = this.#parts.decisions.data;
      const outcome = await change();
      const after = this.#parts.decisions.data;
      return { outcome, isToBuild: after.guides !== guides || after.matches !== matches };
    });
    const built = isToBuild ? await this.#parts.onBuildNeeded?.() : undefined;
    return { ...settled, changed: settled.changed + (built?.changedCount ?? 0) };
  }

  /** For whose turn it is. */
  async decide(decide: (before: Decisions) => Decisions): Promise<Decided> {
    const before = this.#parts.decisions.data;
    const { changed, gaveWay } = await this.#change(decide(before));
    return { changed, undo_id: this.#undo.push({ before, after: this.#parts.decisions.data, gaveWay }) };
  }

  /**
   * Takes the newest decision back, for whose turn it is; who gave way to a number has its own again.
   * @throws AppError `request.conflict` when something else was decided since
   */
  async undo(id: string): Promise<{ readonly changed: number }> {
    const { before, gaveWay: numbers } = this.#undo.step(id, this.#parts.decisions.data);
    const { changed } = await this.#change(before, numbers);
    this.#undo.pop(this.#parts.decisions.data);
    return { changed };
  }

  /** On the disk and shown, or neither. */
  async #change(decided: Decisions, numbers: readonly OwnNumber[] = []): Promise<Settled> {
    const before = this.#parts.decisions.data;
    const decisions = this.#parts.decisions.checked(decided);
    const { promise: written, resolve, reject } = Promise.withResolvers<undefined>();
    const updated = this.#parts.decisions.update(
      () => decisions,
      () => resolve(undefined),
    );
    updated.catch(reject);
    const settled = this.#parts.publisher.settle({ decisions, numbers, written });
    await Promise.allSettled([updated, settled]);
    await updated;
    try {
      return await settled;
    } catch (error) {
      await this.#putBack(before, error);
      throw error;
    }
  }

  /** @throws AppError where it stays decided: it shows with the next edit or build that can be written */
  async #putBack(before: Decisions, cause: unknown): Promise<void> {
    try {
      this.#undo.putBack(before, await this.#parts.decisions.update(() => before));
    } catch {
      throw keptError(cause);
    }
    takeDeedsBack(2); // the decision, and that it was put back: whoever asked may ask again
    await this.#parts.publisher.settle().catch(() => undefined); // the next one does it
  }
}
