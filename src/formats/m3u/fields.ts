// What an EXTINF line says, in a form that is filled again and again: one for a whole list.

/** Attributes that few entries have, by the name under which they are kept here. */
export type RareKey =
  | 'channel-id'
  | 'tvg-shift'
  | 'tvg-type'
  | 'tvg-url'
  | 'radio'
  | 'media'
  | 'realtime'
  | 'catchup'
  | 'catchup-days'
  | 'catchup-source'
  | 'catchup-correction'
  | 'timeshift'
  | 'user-agent'
  | 'referer';

export class Fields {
  name = '';
  tvgId = '';
  tvgName = '';
  logoUrl = '';
  number = '';
  group = '';
  rare: Map<RareKey, string> | null = null;

  clear(): void {
    this.name = '';
    this.tvgId = '';
    this.tvgName = '';
    this.logoUrl = '';
    this.number = '';
    this.group = '';
    this.rare = null;
  }

  /**
   * The first value that is not empty counts: lists that name an attribute twice mean the first more often. Guides are
   * all kept, one a line: `url-tvg` and `x-tvg-url` of one header often name different ones.
   */
  set(key: string, value: string): void {
    if (value === '') return;
    const slot = SLOTS.get(key) ?? SLOTS.get(key.toLowerCase().replaceAll('_', '-'));
    if (!slot) return;
    if (!isRare(slot)) {
      if (this[slot] === '') this[slot] = value;
      return;
    }
    this.rare ??= new Map();
    const before = this.rare.get(slot);
    if (before === undefined) this.rare.set(slot, value);
    else if (slot === 'tvg-url') this.rare.set(slot, `${before}\n${value}`);
  }

  /**
   * The same for a key that stands in `text`. The four attributes that nearly every line has are told by their length,
   * without making a string of the key.
   */
  setAt(text: string, start: number, end: number, value: string): void {
    const length = end - start;
    if (length === 6 && this.tvgId === '' && text.startsWith('tvg-id', start)) this.tvgId = value;
    else if (length === 8 && this.tvgName === '' && text.startsWith('tvg-name', start)) this.tvgName = value;
    else if (length === 8 && this.logoUrl === '' && text.startsWith('tvg-logo', start)) this.logoUrl = value;
    else if (length === 11 && this.group === '' && text.startsWith('group-title', start)) this.group = value;
    else this.set(text.slice(start, end), value);
  }

  /** Hands a rare value over; `undefined` when it was not said. */
  take(key: RareKey): string | undefined {
    const value = this.rare?.get(key);
    this.rare?.delete(key);
    if (this.rare?.size === 0) this.rare = null;
    return value;
  }
}

type Common = 'tvgId' | 'tvgName' | 'logoUrl' | 'number' | 'group';
type Slot = Common | RareKey;

const COMMON: readonly Common[] = ['tvgId', 'tvgName', 'logoUrl', 'number', 'group'];
const isRare = (slot: Slot): slot is RareKey => !(COMMON as readonly string[]).includes(slot);

/** Every spelling that lists in the wild have, in lower case. Others are informative at best and not kept. */
const SLOTS: ReadonlyMap<string, Slot> = new Map<string, Slot>([
  ['tvg-id', 'tvgId'],
  ['tvg-name', 'tvgName'],
  ['tvg-logo', 'logoUrl'],
  ['logo', 'logoUrl'],
  ['tvg-logo-small', 'logoUrl'],
  ['art', 'logoUrl'],
  ['tvg-chno', 'number'],
  ['ch-number', 'number'],
  ['channel-number', 'number'],
  ['num', 'number'],
  ['group-title', 'group'],
  ['channel-id', 'channel-id'],
  ['tvg-shift', 'tvg-shift'],
  ['tvg-type', 'tvg-type'],
  ['tvg-url', 'tvg-url'],
  ['url-tvg', 'tvg-url'],
  ['x-tvg-url', 'tvg-url'],
  ['radio', 'radio'],
  ['media', 'media'],
  ['realtime', 'realtime'],
  ['catchup', 'catchup'],
  ['catchup-type', 'catchup'],
  ['catchup-days', 'catchup-days'],
  ['catchup-source', 'catchup-source'],
  ['catchup-correction', 'catchup-correction'],
  ['tvg-rec', 'timeshift'],
  ['timeshift', 'timeshift'],
  ['user-agent', 'user-agent'],
  ['http-user-agent', 'user-agent'],
  ['referrer', 'referer'],
  ['referer', 'referer'],
  ['http-referrer', 'referer'],
  ['http-referer', 'referer'],
]);
