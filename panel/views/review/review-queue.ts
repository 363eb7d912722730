// What is asked, one after another: the next is shown at once, what was decided is sent behind it, one decision at a time, and
// can be taken back. What the server refuses comes back to the front.

import type { Answer, Asked } from '../../api/routes.ts';

export type Proposal = Answer<'GET /review'>['items'][number];
export type Edits = Asked<'POST /review'>['body']['edits'];
export type Side = 'a' | 'b';

export interface ReviewPort {
  readonly load: () => Promise<Answer<'GET /review'>>;
  readonly decide: (edits: Edits) => Promise<unknown>;
  /** Takes the newest decision back. */
  readonly undo: () => Promise<unknown>;
  readonly onChanged: () => void;
  readonly onFailed: (error: unknown) => void;
}

export class ReviewQueue {
  readonly #port: ReviewPort;
  #open: Proposal[] = [];
  #later: Proposal[] = [];
  #decided: Proposal[] = [];
  #sending: Promise<unknown> = Promise.resolve();
  #total: number | undefined;
  #error: unknown;

  constructor(port: ReviewPort) {
    this.#port = port;
  }

  /** What is asked now; undefined when there is nothing more, or nothing yet. */
  get current(): Proposal | undefined {
    return this.#open[0];
  }

  /** Undefined until the first page has come. */
  get left(): number | undefined {
    return this.#total === undefined ? undefined : Math.max(this.#total, this.#open.length);
  }

  get laterCount(): number {
    return this.#later.length;
  }

  get canUndo(): boolean {
    return this.#decided.length > 0;
  }

  get error(): unknown {
    return this.#error;
  }

  async load(): Promise<void> {
    try {
      await this.#sending;
      const { items, total } = await this.#port.load();
      const put = new Set(this.#later.map(keyOf));
      this.#open = items.filter((one) => !put.has(keyOf(one)));
      this.#total = total - this.#later.length;
      this.#error = undefined;
    } catch (error) {
      this.#error = error;
    }
    this.#port.onChanged();
  }

  /** @param kept the channel that stays, with its number and its name */
  accept(kept: Side): void {
    this.#decide(({ a, b }) => {
      const [into, from] = kept === 'a' ? [a, b] : [b, a];
      return [{ kind: 'merge', into: into.id, from: [from.id] }];
    });
  }

  refuse(): void {
    this.#decide(({ a, b }) => [{ kind: 'refuse', channels: [a.id, b.id] }]);
  }

  /** Both stay as they are: no other name joins them by likeness. */
  lock(): void {
    this.#decide(({ a, b }) => [
      { kind: 'refuse', channels: [a.id, b.id] },
      { kind: 'lock', channel: a.id },
      { kind: 'lock', channel: b.id },
    ]);
  }

  later(): void {
    const put = this.#open.shift();
    if (!put) return;
    this.#later.push(put);
    this.#total = (this.#total ?? 1) - 1;
    this.#moveOn();
  }

  /** Those that were put off are asked again. */
  again(): void {
    this.#later = [];
    void this.load();
  }

  async undo(): Promise<void> {
    const back = this.#decided.pop();
    if (!back) return;
    this.#bring(back);
    await this.#send(() => this.#port.undo(), undefined);
  }

  #decide(editsOf: (proposal: Proposal) => Edits): void {
    const asked = this.#open.shift();
    if (!asked) return;
    this.#decided.push(asked);
    this.#total = (this.#total ?? 1) - 1;
    void this.#send(() => this.#port.decide(editsOf(asked)), asked);
    this.#moveOn();
  }

  #send(act: () => Promise<unknown>, asked: Proposal | undefined): Promise<unknown> {
    this.#sending = this.#sending.then(act).catch((error: unknown) => {
      if (asked && this.#decided.includes(asked)) {
        this.#decided = this.#decided.filter((one) => one !== asked);
        this.#bring(asked);
      }
      this.#port.onFailed(error);
    });
    return this.#sending;
  }

  #bring(proposal: Proposal): void {
    this.#open.unshift(proposal);
    this.#total = (this.#total ?? 0) + 1;
    this.#port.onChanged();
  }

  /** The page is through: the server may have more, and what was decided has changed what it asks. */
  #moveOn(): void {
    if (this.#open.length === 0 && (this.#total ?? 0) > 0) void this.load();
    else this.#port.onChanged();
  }
}

const keyOf = ({ a, b }: Proposal): string => `${a.id} ${b.id}`;
