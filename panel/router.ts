// Where in the panel we are: the address's fragment (`#/channels/c1a2…`), which works under any path and without the
// server's knowing (docs/decisions/0080).

export interface Place {
  /** First part of the path: the view; empty where the address names none. */
  readonly view: string;
  /** Second part, decoded; empty without one. */
  readonly id: string;
  readonly query: URLSearchParams;
}

export const HOME = 'on-air';

export function placeOf(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?');
  const [view = '', id = ''] = path.replace(/^\//, '').split('/');
  return { view, id: decode(id), query: new URLSearchParams(search) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Query = Readonly<Record<string, string | undefined>>;

/** The address of a place, for links. */
export function linkTo(view: string, id = '', query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, value);
  return `#/${view}${id === '' ? '' : `/${encodeURIComponent(id)}`}${search.size === 0 ? '' : `?${search}`}`;
}

export function go(view: string, id = '', query: Query = {}): void {
  location.hash = linkTo(view, id, query);
}
/** The same place with another query, without a step in the history: typing in a search is no journey. */
export function replaceQuery(query: Query): void {
  const { view, id } = placeOf(location.hash);
  history.replaceState(null, '', linkTo(view, id, query));
}
