// When a player that lost Masthead begins anew by itself.

interface Awaited {
  /** Whether Masthead answers. */
  readonly look: () => Promise<boolean>;
  /** Between two looks. */
  readonly wait: () => Promise<unknown>;
  /** False when somebody has gone on otherwise. */
  readonly isWanted: () => boolean;
  /** It has begun anew by itself already, and nothing has played since. */
  readonly wasTried: boolean;
}

/** Once as soon as Masthead answers; again only when it has been away: else the trouble is another. @returns whether to begin */
export async function isBack({ look, wait, isWanted, wasTried }: Awaited): Promise<boolean> {
  let isDue = !wasTried;
  while (isWanted()) {
    await wait();
    if (await look()) return isDue && isWanted();
    isDue = true;
  }
  return false;
}

/** Begun so often in vain it waits for whoever watches: one that starts may refuse at first what it plays a moment later. */
const MOST_TRIES = 3;

export class ComeBack {
  #tries = 0;

  /** It plays, or something else is to be played. */
  reset(): void {
    this.#tries = 0;
  }

  /** Whether it may begin anew by itself. @param isAway Masthead does not answer */
  mayBegin(isAway: boolean): boolean {
    return isAway || (this.#tries > 0 && this.#tries < MOST_TRIES);
  }

  /** @returns whether to begin, which is counted as a try */
  async isDue(awaited: Omit<Awaited, 'wasTried'>): Promise<boolean> {
    const begins = await isBack({ ...awaited, wasTried: this.#tries >= MOST_TRIES });
    if (begins) this.#tries += 1;
    return begins;
  }
}

/** Between two looks. */
const LOOKS_AGAIN_MS = 2_000;

/** Whether Masthead answers, asked now and then. */
export function watchMasthead(): Pick<Awaited, 'look' | 'wait'> {
  const health = new URL('health', document.baseURI);
  return {
    look: () =>
      fetch(health, { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    wait: () => new Promise((resolve) => setTimeout(resolve, LOOKS_AGAIN_MS)),
  };
}
