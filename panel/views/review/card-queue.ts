// What is asked, one card after another: the next is shown at once, what was decided is sent behind it, one decision at a time,
// and can be taken back. What the server refuses comes back to the front.

interface CardPage<Card> {
  readonly items: readonly Card[];
  readonly total: number;
}

export interface CardPort<Card, Edits, Decision> {
  readonly load: () => Promise<CardPage<Card>>;
  readonly decide: (edits: Edits) => Promise<Decision>;
  readonly undo: (decision: Decision) => Promise<unknown>;
  /** How many decisions can be taken back, one after another. */
  readonly undoable: number;
  /** The same for the same card on another page. */
  readonly keyOf: (card: Card) => string;
  readonly onChanged: () => void;
  readonly onFailed: (error: unknown) => void;
}

interface Decided<Card, Decision> {
  readonly card: Card;
  /** Undefined until the server has taken it. */
  taken?: { readonly decision: Decision };
}

export class CardQueue<Card, Edits, Decision> {
  readonly #port: CardPort<Card, Edits, Decision>;
  #open: Card[] = [];
  #later: Card[] = [];
  #decided: Decided<Card, Decision>[] = [];
  #sending: Promise<unknown> = Promise.resolve();
  #total: number | undefined;
  #error: unknown;
  /** Rises with each thing that somebody does. */
  #turn = 0;
  /** Rises when other cards are asked for: what is answered to the ones before is late. */
  #round = 0;
  /** Looks at what is asked by now: only the newest counts. */
  #looks = 0;

  constructor(port: CardPort<Card, Edits, Decision>) {
    this.#port = port;
  }

  /** What is asked now; undefined when there is nothing more, or nothing yet. */
  get current(): Card | undefined {
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
    const round = this.#round;
    try {
      await this.#sending;
      const page = await this.#port.load();
      if (round !== this.#round) return;
      this.#take(page);
      this.#error = undefined;
    } catch (error) {
      if (round !== this.#round) return;
      this.#error = error;
    }
    this.#port.onChanged();
  }

  /**
   * Something else than a decision of this page has changed what is asked. The card in front stays in front as long as it is asked:
   * whoever is about to press has read it. Nothing is taken over while something is decided.
   */
  async refresh(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    await this.#allSent();
    if (look !== this.#looks) return;
    const [turn, round] = [this.#turn, this.#round];
    const page = await this.#port.load().catch(() => undefined); // what is shown stays
    const isLate = turn !== this.#turn || round !== this.#round || look !== this.#looks;
    if (page === undefined || isLate || this.#total === undefined) return;
    const front = this.current && this.#port.keyOf(this.current);
    this.#take(page);
    const at = this.#open.findIndex((one) => this.#port.keyOf(one) === front);
    if (at > 0) this.#open.unshift(...this.#open.splice(at, 1));
    this.#port.onChanged();
  }

  /** Those that were put off stay so, as far as they are asked still: of one page of several that is not known. */
  #take({ items, total }: CardPage<Card>): void {
    const { keyOf } = this.#port;
    const asked = new Set(items.map(keyOf));
    if (items.length === total) this.#later = this.#later.filter((one) => asked.has(keyOf(one)));
    const put = new Set(this.#later.map(keyOf));
    this.#open = items.filter((one) => !put.has(keyOf(one)));
    this.#total = total - this.#later.length;
  }

  /** Other cards are asked for: what was put off among the ones before is no concern any more. */
  startOver(): void {
    this.#round += 1;
    [this.#open, this.#later, this.#decided, this.#total] = [[], [], [], undefined];
    this.#port.onChanged();
    void this.load();
  }

  decide(editsOf: (card: Card) => Edits): void {
    const asked = this.#open.shift();
    if (!asked) return;
    this.#turn += 1;
    const decided: Decided<Card, Decision> = { card: asked };
    this.#decided = [...this.#decided, decided].slice(-this.#port.undoable);
    this.#total = (this.#total ?? 1) - 1;
    void this.#send(async () => {
      decided.taken = { decision: await this.#port.decide(editsOf(asked)) };
    }, decided);
    this.#moveOn();
  }

  later(): void {
    const put = this.#open.shift();
    if (!put) return;
    this.#turn += 1;
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
    if (back === undefined) return;
    this.#bring(back.card);
    await this.#send(async () => {
      if (back.taken) await this.#port.undo(back.taken.decision); // what the server refused is not there to be taken back
    }, undefined);
  }

  /** What is decided while it is waited, too: until it is sent the server asks it still. */
  async #allSent(): Promise<void> {
    let sent: Promise<unknown>;
    do {
      sent = this.#sending;
      await sent;
    } while (sent !== this.#sending);
  }

  #send(act: () => Promise<unknown>, decided: Decided<Card, Decision> | undefined): Promise<unknown> {
    this.#sending = this.#sending.then(act).catch((error: unknown) => {
      if (decided !== undefined && this.#decided.includes(decided)) {
        this.#decided = this.#decided.filter((one) => one !== decided);
        this.#bring(decided.card);
      }
      this.#port.onFailed(error);
    });
    return this.#sending;
  }

  #bring(card: Card): void {
    this.#turn += 1;
    this.#open.unshift(card);
    this.#total = (this.#total ?? 0) + 1;
    this.#port.onChanged();
  }

  /** The page is through: the server may have more, and what was decided has changed what it asks. */
  #moveOn(): void {
    if (this.#open.length === 0 && (this.#total ?? 0) > 0) void this.load();
    else this.#port.onChanged();
  }
}
