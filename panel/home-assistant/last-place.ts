// Home Assistant begins its frame anew, at the first view, when its page is loaded anew: here the panel goes on where it was.

const KEY = 'masthead.place';
/** Of which page of Home Assistant the place is: when that was loaded. */
const LOADED_KEY = 'masthead.place-loaded';

export interface Framed {
  readonly parent: { readonly performance: Pick<Performance, 'getEntriesByType' | 'timeOrigin'> };
  readonly location: Pick<Location, 'hash' | 'replace'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/** Before the panel looks where it is. */
export function goOnWhereItWas(frame: Framed): void {
  const { sessionStorage: kept, location } = frame;
  const place = kept.getItem(KEY);
  const loadedAt = reloadedAt(frame);
  // Once for each time: not when somebody comes from another part of Home Assistant, later.
  const isNew = loadedAt !== undefined && loadedAt !== kept.getItem(LOADED_KEY);
  if (isNew) kept.setItem(LOADED_KEY, loadedAt);
  if (isNew && place !== null && location.hash === '') location.replace(place);
  frame.addEventListener('hashchange', () => kept.setItem(KEY, location.hash));
}

/** When Home Assistant's page was loaded anew; undefined where it came otherwise. */
function reloadedAt({ parent }: Framed): string | undefined {
  try {
    const [entry] = parent.performance.getEntriesByType('navigation');
    const isReload = (entry as PerformanceNavigationTiming | undefined)?.type === 'reload';
    return isReload ? String(parent.performance.timeOrigin) : undefined;
  } catch {
    return undefined; // of another origin
  }
}
