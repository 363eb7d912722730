// The plan of the house as data: which room is on which floor, and whose sub-folders are strangers to each other.

/** From the ground up. A file imports from its own room or from any lower floor. */
const FLOORS: readonly (readonly string[])[] = [
  ['kernel'],
  ['model'],
  ['formats', 'net', 'processes', 'storage', 'workers'],
  [
    'providers',
    'catalogue',
    'guide',
    'matching',
    'lineup',
    'rules',
    'library',
    'logos',
    'health',
    'streaming',
    'accounts',
    'alerts',
  ],
  ['sync'],
  ['outputs', 'http', 'home-assistant', 'demo'],
  ['options'],
  ['app'],
  ['main'],
];

/** Rooms whose sub-folders never see each other. Those of `providers` and `outputs` are known to app.ts alone. */
const ROOMS_OF_STRANGERS = new Set(['formats', 'providers', 'outputs']);
const ROOMS_OF_KINDS = new Set(['providers', 'outputs']);
const FLOOR_OF = new Map(FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));

/** Rooms that are one file beside the others. */
const LONE_FILES = new Set(['options', 'app', 'main']);

const FACES = new Set(FLOORS.at(-4));

export interface Place {
  readonly room: string;
  readonly floor: number;
  /** The sub-folder, in a room where these are strangers; else empty. */
  readonly kind: string;
}

/** Where a file of `src/` lives; `undefined` when the plan has no such room. */
export function placeOf(path: string): Place | undefined {
  const [top, first = '', ...rest] = path.split('/');
  const room = rest.length === 0 ? first.replace(/\.ts$/, '') : first;
  const floor = FLOOR_OF.get(room);
  const isLone = rest.length === 0 && !LONE_FILES.has(room);
  if (top !== 'src' || floor === undefined || isLone) return undefined;
  const kind = ROOMS_OF_STRANGERS.has(room) && rest.length > 1 ? (rest[0] ?? '') : '';
  return { room, floor, kind };
}

/** What is wrong with an import from one place to another; `undefined` when the house allows it. */
export function objection(from: Place, to: Place): string | undefined {
  if (from.room === to.room) {
    if (to.kind === '' || from.kind === to.kind) return undefined;
    return from.kind === '' ? `${from.room}/ must not know its kinds` : `${from.room}/ has kinds that are strangers`;
  }
  if (to.floor > from.floor) return `${to.room} is above ${from.room}`;
  if (to.floor === from.floor) return `${to.room} is beside ${from.room}`;
  if (to.kind !== '' && ROOMS_OF_KINDS.has(to.room) && from.room !== 'app')
    return `only app knows the kinds of ${to.room}`;
  return FACES.has(to.room) && from.room !== 'app' ? 'only app knows the faces' : undefined;
}
