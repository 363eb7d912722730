// Stations by their call sign, those of North America (`ABC (WABC-DT1) New York, NY`, `WABC HDTV`, `KVCRDT`, `ABC 15 Phoenix AZ
// (KNXV)`) and of Japan (`JOAX-DTV`).

import { take, type PartReader, type Scan } from '../scan.ts';
import { GAP } from '../words.ts';

/** Sign, kind of station, subchannel. */
const SIGN =
  /^([KW][A-Z]{2,3}|K\d\d[A-Z]{2}|W\d\d[A-Z]{2}|C[BFHIJKV][A-Z]{2}|X[EH][A-Z]{1,5})(DT|LD|CD|TV|LP|CA|TDT|HD|HDTV|D)?(\d{0,2})$/;
const KIND = /^(?:dt|ld|cd|tv|lp|ca|tdt|hdtv|d)(\d{0,2})$/;
const LOW_POWER = /^(?:ld|cd|lp|ca|d)$/i;
const POSSIBLE = /^([KWC][A-Z]{2,3})(?:$|[ -](?![A-Z]{2,}$))/;
const WITH_STATIONS: ReadonlySet<string> = new Set(['us', 'ca', 'mx', 'pr', '']);
/** Japan's signs for digital television; four letters alone are a word (`JOBS`). */
const JAPANESE_SIGN = /^(JO[A-Z]{2})(?:[ -]?DTV)$/;
const WITH_JAPANESE_STATIONS: ReadonlySet<string> = new Set(['jp', '']);

/** Whether names of this market may carry call signs. */
export const hasStations = (market: string): boolean => WITH_STATIONS.has(market);

export const readCallSign: PartReader = (scan) => {
  const market = scan.market || scan.facts.market;
  if (WITH_JAPANESE_STATIONS.has(market) && readJapaneseSign(scan)) return;
  if (!hasStations(market)) return;
  let found: Found | undefined;
  for (let index = 0; index < scan.words.length; index += 1) {
    if (scan.taken[index] && scan.taken[index] !== 'quality') continue;
    const candidate = readAt(scan, index);
    if (candidate && (!found || candidate.weight > found.weight)) found = candidate;
  }
  if (!found || found.weight < (market === 'us' ? 1 : 2)) {
    scan.facts.possibleCallSign = POSSIBLE.exec(scan.source)?.[1] ?? '';
    return;
  }
  scan.facts.isLowPower = found.isLowPower;
  scan.facts.callSign = found.sign;
  scan.facts.subchannel = found.subchannel;
  take(scan, { from: found.from, to: found.to, kind: 'call-sign', value: found.sign.toLowerCase() });
  takePlace(scan, found);
};

function readJapaneseSign(scan: Scan): boolean {
  for (let index = 0; index < scan.words.length; index += 1) {
    const word = scan.words[index]!;
    const next = scan.words[index + 1];
    for (const to of next && next.text === 'dtv' && next.bracket === word.bracket
      ? [index + 1, index + 2]
      : [index + 1]) {
      const sign = JAPANESE_SIGN.exec(scan.source.slice(word.start, scan.words[to - 1]!.end))?.[1];
      if (sign === undefined) continue;
      scan.facts.callSign = sign;
      scan.facts.subchannel = 1;
      take(scan, { from: index, to, kind: 'call-sign', value: sign.toLowerCase() });
      return true;
    }
  }
  return false;
}

/** Words that look like a sign before `TV`: `CITY TV`, `KIDS TV`. With its kind written to it (`CITY-DT`) one is a sign. */
const WORDS: ReadonlySet<string> = new Set(
  'CITY CHEF CINE CHAT CHIC KIDS KING KISS KICK KNOW WILD WEST WAVE WORD WORK WINE WISH WAKE WALK WARS WEEK WELL WHAT WIND'.split(
    ' ',
  ),
);

interface Found {
  readonly sign: string;
  readonly subchannel: number;
  readonly from: number;
  readonly to: number;
  readonly isLowPower: boolean;
  /** 3 in brackets or with its kind, 2 before HDTV, 1 four capitals alone. */
  readonly weight: number;
}

function readAt(scan: Scan, index: number): Found | undefined {
  const word = scan.words[index];
  if (!word || word.text.length < 3 || word.text.length > 9) return undefined;
  const match = SIGN.exec(scan.source.slice(word.start, word.end));
  if (!match) return undefined;
  const sign = match[1] ?? '';
  const next = scan.words[index + 1];
  const kind = next && next.bracket === word.bracket ? KIND.exec(next.text) : null;
  if (WORDS.has(sign) && match[2] === undefined && next?.gap !== GAP.hyphen) return undefined;
  const isStation = match[2] !== undefined || kind !== null;
  const to = kind ? index + 2 : index + 1;
  const subchannel = Number(match[3] || kind?.[1] || 0) || (isStation ? 1 : 0);
  const weight = word.bracket > 0 || isStation ? 3 : isBare(scan, index) ? 1 : 0;
  if (sign.length < 4 && weight < 3) return undefined;
  const isLowPower = LOW_POWER.test(match[2] ?? next?.text.replace(/\d+$/, '') ?? '') && isStation;
  return weight === 0 ? undefined : { sign, subchannel, from: index, to, weight, isLowPower };
}

/** Four capitals with nothing but qualities beside them. */
function isBare(scan: Scan, index: number): boolean {
  return (
    index === 0 &&
    /^[KW]/.test(scan.source) &&
    scan.words.every((word, other) => other === 0 || scan.taken[other] !== undefined || word.bracket > 0)
  );
}

const STATES: ReadonlySet<string> = new Set(
  (
    'al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr ' +
    'ab bc mb nb nl ns on pe qc sk px'
  ).split(' '),
);

/** The town after a call sign, or between the channel's number and a state. */
function takePlace(scan: Scan, found: Found): void {
  let from = found.to;
  let to = from;
  while (scan.words[to] && !scan.taken[to]) to += 1;
  if (to === from && found.from > 2 && STATES.has(scan.words[found.from - 1]?.text ?? '')) {
    to = found.from;
    from = to - 1;
    while (from > 1 && !/^\d/.test(scan.words[from - 1]?.text ?? '')) from -= 1;
  }
  if (to <= from || (found.from === 0 && !STATES.has(scan.words[to - 1]?.text ?? ''))) return;
  const value = scan.source.slice(scan.words[from]?.start, scan.words[to - 1]?.end);
  take(scan, { from, to, kind: 'place', value });
}
