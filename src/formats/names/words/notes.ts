// What playlists append in brackets about a stream, not about its channel.

export const NOTE_WORDS: ReadonlySet<string> = new Set([
  'geo',
  'blocked',
  'geoblocked',
  'not',
  '24',
  '7',
  'offline',
  'adaptive',
  'auto',
  'backup',
  'bkp',
  'alt',
  'alternative',
  'test',
  'multi',
  'audio',
  'sub',
  'subs',
  'dual',
  'stream',
  'low',
  'medium',
  'high',
  'local',
  'only',
  'opt',
  'option',
  'source',
  'solo',
  'eventos',
  'event',
  'events',
  'matchday',
  'match',
  'time',
  'hls',
  'dash',
  'sat',
  'ip',
  'iptv',
  'ott',
  'dvb',
  'tnt',
  'catchup',
  'vip',
  'hd',
  'sd',
  'live',
  'liveevent',
  'liveevents',
  'temp',
  'off',
  'air',
  'logo',
  'frequency',
  'backend',
]);

/** Notes beside other words of notes alone: `(no logo)`, while `(NO)` is Norway's. */
export const NOTE_COMPANIONS: ReadonlySet<string> = new Set(['no']);

/** Sign that a stream is delivered in a certain way: `(T)`, `(S)`, `(L2)`, `(D1)`. */
export const NOTE_CODE = /^[a-z]\d?$/;

/** The channel's number in somebody's line-up: `QVC (317)`. */
export const LIST_NUMBER = /^\d{2,4}$/;
