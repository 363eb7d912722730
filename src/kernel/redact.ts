// Takes credentials out of text before a person, a log or a client sees it. Provider URLs carry user names and
// passwords before the host, in the query, in the path (Xtream), in header suffixes (`|Cookie=`), and all of that once
// more percent-encoded inside the query of a proxy.

const HIDDEN = '***';

/** Query names whose values are secrets; Xtream panels, Stalker portals and CDNs use all of these. */
const QUERY_KEY =
  '(?:user(?:name)?|pass(?:word|wd)?|pwd|login|[a-z]+[_-]token|token|auth(?:orization)?|api[_-]?key|key|secret|sig(?:nature)?|hash|session(?:id)?|sid|mac|sn|cookie|wmsauthsign|hdnea|hdnts|policy|jwt|code|st)';
/** Names that are secrets wherever they stand; short ones such as `code` and `key` mean other things outside a URL. */
const FIELD_KEY =
  '(?:(?:[a-z]+[_-])*(?:username|pass(?:word|wd)?|pwd|token|auth(?:orization)?|api[_-]?key|signing[_-]?key|secret|signature|cookie|jwt|mac))';

/** Up to the last `@` before the path: passwords with an `@` of their own are common. `udp://@239…` has none. */
const USER_INFO = /(\/\/)[^\s/?#]+@/g;
const ENCODED_USER_INFO = /(%2F%2F)(?:[^\s%&]|%(?!2F|3F|40))+%40/gi;
const QUERY_SECRET = new RegExp(`([?&;|]|%3F|%26|%7C)(${QUERY_KEY})(=|%3D)(?:[^&;|\\s"'<>#%]|%(?!26|7C))*`, 'gi');
/** Whole header values behind a URL: cookies hold blanks, semicolons and names of any kind. */
const SUFFIX_SECRET = /([|&]|%7C|%26)((?:proxy-)?authorization|cookie)(=|%3D)(?:[^&|"<>\r\n%]|%(?!26|7C))*/gi;
const HEADER_SECRET = /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\\?"?\s*:\s*\\?"?)[^\r\n"]+/gi;
const PLAIN_SECRET = /\b((?:[a-z]+_)?(?:password|passwd|pwd|token|secret|api[_-]?key))=[^&;|\s"'<>]+/gi;
/** A word after it that has a digit, a capital or a sign: "basic settings" is English. */
const BEARER = /\b([Bb]earer|[Bb]asic|BEARER|BASIC)(?:\s|%20)+(?=[\w.~+/=-]*[A-Z\d=._+/])[\w.~+/=-]{6,}/g;
const JSON_SECRET = new RegExp(
  `(\\\\?"${FIELD_KEY}\\\\?"\\s*:\\s*)(?:\\\\?"(?:[^"\\\\]|\\\\[^"])*\\\\?"|-?\\d[\\d.]*)`,
  'gi',
);
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
/** Tokens of panels that sign paths: `/play/<token>`, `/hls/<token>/…`, `/key/<token>`. */
const TOKEN_PATH = /(\/(?:play|hls|key|token|auth)\/)[\w.~=-]{16,}/gi;
/** Short names that mean a login only beside each other; no name is longer. */
const LOGIN_PAIR = /([?&;](?:u|un|usr)=)[^&;|\s"'<>#]{0,200}([&;](?:p|pw|ps)=)[^&;|\s"'<>#]+/gi;
const ADDRESS = /:\/\/[^\s"'<>|]{1,2000}/g;
/** A part of its path that nobody has thought up: many sellers' lists have their login as one. Figures and letters, no words. */
const DRAWN_PART = /\/(?=[a-z_~-]*\d)(?=[\d_~-]*[a-z])[\w~-]{20,}(?=[/?#]|\.(?:m3u8?|ts|xml|gz)\b|$)/gi;

const SEGMENT = '[^\\s/?#"\'<>|]+';
const ENCODED_SEGMENT = '(?:[^\\s/?#"\'<>|&%]|%(?!2F|3F|26))+';
const VIDEO_OR_NONE = '(?:\\.(?:ts|m3u8|mpd|mp4|m4v|mkv|avi|mov|mpe?g|flv|wmv|webm))?';

/** `/live/u/p/1.ts`, `/timeshift/u/p/…`, `/playlist/u/p`, `/player_api/u/p`. */
const xtreamPath = (slash: string, segment: string): RegExp =>
  new RegExp(
    `(${slash}(?:live|movie|series|timeshift|hls)${slash})${segment}${slash}${segment}(?=${slash})` +
      `|(${slash}(?:playlist|epg|player_api)${slash})${segment}${slash}${segment}`,
    'gi',
  );
/** The short form, in a URL or alone at the beginning of a word: `/u/p/123`, `.ts`, `.m3u8` or another extension. */
const xtreamShort = (slash: string, segment: string, end: string): RegExp =>
  new RegExp(
    `((?:${slash}${slash}${segment}|(?<![^\\s"'(=]))${slash})(?!(?:live|movie|series|timeshift|hls|playlist|epg|player_api)${slash})` +
      `${segment}${slash}${segment}(${slash}\\d+${VIDEO_OR_NONE})(?=${end})`,
    'gi',
  );

const SLASHED = {
  path: xtreamPath('/', SEGMENT),
  short: xtreamShort('/', SEGMENT, '$|[\\s?#"\'<>|),;]'),
};
const ENCODED = {
  path: xtreamPath('%2F', ENCODED_SEGMENT),
  short: xtreamShort('%2F', ENCODED_SEGMENT, '$|[\\s?#"\'<>|),;&]|%3F|%26'),
};

/** Any text, with everything in it that looks like a credential replaced by `***`. What needs a sign is looked for where it is. */
export function redactText(text: string): string {
  if (!/[:/=%]|bearer|basic|eyJ/i.test(text)) return text;
  const isEncoded = text.includes('%');
  const hasValues = isEncoded || text.includes('=');
  let safe = text.includes('@') ? text.replace(USER_INFO, `$1${HIDDEN}@`) : text;
  if (isEncoded) safe = safe.replace(ENCODED_USER_INFO, `$1${HIDDEN}%40`);
  safe = safe.replace(HEADER_SECRET, `$1$2${HIDDEN}`);
  if (hasValues) {
    safe = safe
      .replace(SUFFIX_SECRET, `$1$2$3${HIDDEN}`)
      .replace(QUERY_SECRET, `$1$2$3${HIDDEN}`)
      .replace(PLAIN_SECRET, `$1=${HIDDEN}`);
  }
  safe = redactXtream(safe, '/', SLASHED);
  if (isEncoded) safe = redactXtream(safe, '%2F', ENCODED);
  safe = safe.replace(TOKEN_PATH, `$1${HIDDEN}`);
  if (hasValues) safe = safe.replace(LOGIN_PAIR, `$1${HIDDEN}$2${HIDDEN}`);
  safe = safe
    .replace(ADDRESS, (address) => address.replace(DRAWN_PART, `/${HIDDEN}`))
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(JSON_WEB_TOKEN, HIDDEN);
  return text.includes('"') ? safe.replace(JSON_SECRET, `$1"${HIDDEN}"`) : safe;
}

const redactXtream = (text: string, slash: string, { path, short }: typeof SLASHED): string =>
  text
    .replace(
      path,
      (_, deep: string | undefined, flat: string | undefined) => `${deep ?? flat}${HIDDEN}${slash}${HIDDEN}`,
    )
    .replace(short, `$1${HIDDEN}/${HIDDEN}$2`);

const SECRET_FIELD = new RegExp(`^${FIELD_KEY}$`, 'i');
const isSecretField = (name: string): boolean => SECRET_FIELD.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2'));

/**
 * A value for the log: strings redacted, secret fields hidden, errors flattened, bytes counted; depth-limited, so that
 * cycles end. What comes out can be written as JSON and sent to another thread.
 */
export function redactValue(value: unknown, depth = 4): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof URL) return redactText(value.href);
  if (value instanceof Error) return redactText(describeError(value));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value);
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth - 1));
  if (value instanceof Map) return redactValue(Object.fromEntries(value), depth);
  if (value instanceof Set) return redactValue([...value], depth);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key),
      isSecretField(key) && isSaid(item) ? HIDDEN : redactValue(item, depth - 1),
    ]),
  );
}

/** Whether a secret's field holds something to hide: `null` and `''` tell that it is not set, which helps. */
const isSaid = (item: unknown): boolean =>
  item !== null && item !== undefined && item !== '' && typeof item !== 'boolean';

/** `message (cause: message …)`, without stacks. */
function describeError(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  const own = `${code}${error.message || error.name}`;
  return error.cause instanceof Error ? `${own} (cause: ${describeError(error.cause)})` : own;
}
