// Home Assistant begins its frame anew, at the first view, when its page is loaded anew: here the panel goes on where it was.

const KEY = 'masthead.place';

export interface Framed {
  readonly parent: { readonly performance: Pick<Performance, 'getEntriesByType'> };
  readonly location: Pick<Location, 'hash' | 'replace'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/** Before the panel looks where it is. */
export function goOnWhereItWas(frame: Framed): void {
  const kept = frame.sessionStorage.getItem(KEY);
  if (frame.location.hash === '' && kept !== null && wasLoadedAnew(frame)) frame.location.replace(kept);
  frame.addEventListener('hashchange', () => frame.sessionStorage.setItem(KEY, frame.location.hash));
}

/** Not when somebody comes from another part of Home Assistant. */
function wasLoadedAnew({ parent }: Framed): boolean {
  try {
    const [entry] = parent.performance.getEntriesByType('navigation');
    return (entry as PerformanceNavigationTiming | undefined)?.type === 'reload';
  } catch {
    return false; // of another origin
  }
}
