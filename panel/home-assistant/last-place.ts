// Home Assistant begins its frame anew, at the first view, when its page is loaded anew: here the panel goes on where it was.

const KEY = 'masthead.place';
/** Of which page of Home Assistant the place is: when that was loaded. */
const LOADED_KEY = 'masthead.place-loaded';

export interface Framed {
  readonly parent: {
    readonly performance: Pick<Performance, 'getEntriesByType' | 'timeOrigin'>;
    readonly location: Pick<Location, 'href' | 'pathname'>;
  };
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

/** When Home Assistant's page was loaded anew with us in it; undefined where it came otherwise. */
function reloadedAt({ parent }: Framed): string | undefined {
  try {
    const [entry] = parent.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    // The entry names what was loaded. Its own navigation changes the address without loading: whoever loads a dashboard anew
    // and then opens us begins at the first view.
    const isHere = URL.parse(entry?.name ?? '', parent.location.href)?.pathname === parent.location.pathname;
    return entry?.type === 'reload' && isHere ? String(parent.performance.timeOrigin) : undefined;
  } catch {
    return undefined; // of another origin
  }
}
