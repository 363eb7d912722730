// When a player that lost Masthead begins anew by itself.

export interface Awaited {
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
