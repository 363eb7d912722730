// The player's keys, as web players have them.

export interface PlayerActs {
  readonly togglePlay: () => void;
  readonly toggleMute: () => void;
  readonly toggleStatistics: () => void;
  readonly toggleSubtitles: () => void;
  /** @param seconds forwards, or backwards */
  readonly skip: (seconds: number) => void;
  /** @param share of the whole, 0 to 1 */
  readonly toShare: (share: number) => void;
  readonly cast: () => void;
  readonly inPicture: () => void;
  readonly full: () => void;
  readonly close: () => void;
}

type Act = (acts: PlayerActs) => void;

const TENTHS: readonly (readonly [string, Act])[] = Array.from({ length: 10 }, (_, tenth) => [
  String(tenth),
  (acts) => acts.toShare(tenth / 10),
]);

const KEYS: Readonly<Record<string, Act>> = {
  ' ': (acts) => acts.togglePlay(),
  k: (acts) => acts.togglePlay(),
  m: (acts) => acts.toggleMute(),
  c: (acts) => acts.toggleSubtitles(),
  f: (acts) => acts.full(),
  p: (acts) => acts.inPicture(),
  i: (acts) => acts.toggleStatistics(),
  j: (acts) => acts.skip(-10),
  l: (acts) => acts.skip(10),
  ArrowLeft: (acts) => acts.skip(-5),
  ArrowRight: (acts) => acts.skip(5),
  Escape: (acts) => acts.close(),
  ...Object.fromEntries(TENTHS),
};

/** What somebody writes in, or moves about in, keeps its keys; a button keeps its blank. */
const TAKEN = 'input, select, textarea, dialog, [role=grid], [role=tablist], wa-dialog';

/** What a key does; nothing where it belongs to what has the focus. */
export function keyOf(event: KeyboardEvent): Act | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
  const path = event.composedPath().filter((node) => node instanceof HTMLElement);
  if (path.some((node) => node.matches(TAKEN))) return undefined;
  if (event.key === ' ' && path[0] instanceof HTMLButtonElement) return undefined;
  return KEYS[event.key];
}
