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

/** Whether Masthead is back. */
const LOOKS_AGAIN_MS = 2_000;

/** Resolves when Masthead answers, or nobody waits any more. @returns whether to begin */
export function mastheadIsBack(awaited: Pick<Awaited, 'isWanted' | 'wasTried'>): Promise<boolean> {
  const health = new URL('health', document.baseURI);
  return isBack({
    ...awaited,
    look: () =>
      fetch(health, { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    wait: () => new Promise((resolve) => setTimeout(resolve, LOOKS_AGAIN_MS)),
  });
}
