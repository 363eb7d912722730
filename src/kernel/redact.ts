// Takes credentials out of text before a person, a log or a client sees it. Provider URLs carry user names and
// passwords in four places: before the host, in the query, in the path (Xtream), and in header suffixes (`|Cookie=`).

const HIDDEN = '***';

/** Query and header names whose values are secrets; Xtream panels and CDNs use all of these. */
const SECRET_KEY =
  '(?:user(?:name)?|pass(?:word|wd)?|pwd|login|token|auth(?:orization)?|api[_-]?key|key|secret|sig(?:nature)?|hash|session(?:id)?|sid|mac|sn|cookie|play_token|wmsauthsign|hdnea|hdnts|policy|jwt|access_token|code|st)';

const USER_INFO = /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]*@/gi;
const QUERY_SECRET = new RegExp(
  `([?&;|]|%3F|%26|%7C)(${SECRET_KEY})(=|%3D)[^&;|\\s"'<>#%]*(?:%(?!26|7C)[0-9a-f]{2}[^&;|\\s"'<>#%]*)*`,
  'gi',
);
const HEADER_SECRET = /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)("?\s*:\s*"?)[^\r\n"]+/gi;
const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi;
const JSON_SECRET = new RegExp(`("(?:[a-z]+_)?${SECRET_KEY}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi');
/** `/live/u/p/1.ts`, `/timeshift/u/p/…`, `/hls/token…` and the like. */
const XTREAM_PATH =
  /(\/(?:live|movie|series|timeshift|playlist|epg|streaming)\/)[^/\s?#"'<>|]+\/[^/\s?#"'<>|]+(?=\/|$|[\s?#"'<>|])/gi;
/** The short Xtream form: `http://host/u/p/123`, `.ts`, `.m3u8` or another extension. */
const XTREAM_SHORT =
  /([a-z][a-z0-9+.-]*:\/\/[^\s/?#"'<>]+\/)(?!(?:live|movie|series|timeshift|playlist|epg|streaming)\/)[^/\s?#"'<>|]+\/[^/\s?#"'<>|]+(\/\d+(?:\.[a-z0-9]{1,5})?)(?=$|[\s?#"'<>|])/gi;
/** Tokens of panels that sign paths: `/play/<token>`, `/hls/<token>/…`, `/key/<token>`. */
const TOKEN_PATH = /(\/(?:play|hls|key|token|auth)\/)[\w.~=-]{16,}/gi;

/** Any text, with everything in it that looks like a credential replaced by `***`. */
export function redactText(text: string): string {
  if (!/[:/=]|bearer|basic/i.test(text)) return text;
  return text
    .replace(USER_INFO, `$1${HIDDEN}@`)
    .replace(QUERY_SECRET, `$1$2$3${HIDDEN}`)
    .replace(XTREAM_PATH, `$1${HIDDEN}/${HIDDEN}`)
    .replace(XTREAM_SHORT, `$1${HIDDEN}/${HIDDEN}$2`)
    .replace(TOKEN_PATH, `$1${HIDDEN}`)
    .replace(HEADER_SECRET, `$1$2${HIDDEN}`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(JSON_SECRET, `$1"${HIDDEN}"`);
}

const SECRET_FIELD = new RegExp(`^(?:[a-z]+_)?${SECRET_KEY}$`, 'i');

/** A value for the log: strings redacted, secret fields hidden, errors flattened; depth-limited, cycles cut. */
export function redactValue(value: unknown, depth = 4): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof URL) return redactText(value.href);
  if (value instanceof Error) return redactText(describeError(value));
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_FIELD.test(key) && typeof item === 'string' ? HIDDEN : redactValue(item, depth - 1),
    ]),
  );
}

/** `message (cause: message …)`, without stacks. */
export function describeError(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  const own = `${code}${error.message || error.name}`;
  return error.cause instanceof Error ? `${own} (cause: ${describeError(error.cause)})` : own;
}
