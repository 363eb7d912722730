// An identity as a short text, so that a name is read once and not in every build.

import type { Identity, Station } from './identity.ts';

/**
 * ```
 * head  field  field  …
 * ```
 * The head has a letter for each field: what is empty, or says the same as an earlier one, is not written; most are.
 */
const FIELD = '\u001F';
/** After each item of a list. */
const ITEM = '\u001E';
const EMPTY = 0x20;
const OWN = 0x21;
/** The letter for a field that says what the first one says; of the second one the next, and so on. */
const SAME = 0x22;
// oxlint-disable-next-line no-control-regex -- what is kept apart by control characters must not have any
const CONTROL = /[\u0000-\u001F]/;

/** Whether a text comes back from a file of lines as it was. */
export const canBeKept = (text: string): boolean => !CONTROL.test(text) && text.isWellFormed();

const ofList = (items: readonly string[]): string => (items.length === 0 ? '' : `${items.join(ITEM)}${ITEM}`);
const ofFlag = (flag: boolean): string => (flag ? '1' : '');
const ofStation = (station: Station | null): string =>
  station ? ofList([station.sign, String(station.subchannel), ofFlag(station.isLowPower)]) : '';

/** @returns undefined for one that would not come back as it is */
export function packIdentity(identity: Identity): string | undefined {
  const fields = [
    identity.key,
    ofList(identity.words),
    ofList(identity.strong),
    identity.glued,
    identity.whole,
    ofList(identity.fillers),
    ofFlag(identity.hasOwnWord),
    identity.strongGlued,
    identity.general,
    ofList(identity.pieces),
    identity.numbers,
    identity.skeleton,
    identity.initials,
    identity.strongInitials,
    identity.lacksVowels ? LACKS_VOWELS : ofFlag(identity.isTransliterated),
    ofFlag(identity.isRadio),
    identity.variant,
    identity.neighbour,
    identity.language,
    identity.unaccented,
    ofStation(identity.station),
    identity.extension,
    identity.bare,
    identity.reach,
    identity.land,
  ];
  if (!canBeKept(fields.join('').replaceAll(ITEM, ''))) return undefined;
  const own: string[] = [];
  let head = '';
  for (const [at, field] of fields.entries()) {
    const same = fields.indexOf(field);
    if (field !== '' && same === at) own.push(field);
    head += String.fromCharCode(field === '' ? EMPTY : same === at ? OWN : SAME + same);
  }
  return [head, ...own].join(FIELD);
}

const LACKS_VOWELS = '2';
const NONE: readonly string[] = [];

function toList(field: string): readonly string[] {
  if (field === '') return NONE;
  const items = field.split(ITEM);
  items.pop();
  return items;
}

function toStation(field: string): Station | null {
  if (field === '') return null;
  const [sign = '', subchannel, isLowPower] = toList(field);
  return { sign, subchannel: Number(subchannel), isLowPower: isLowPower === '1' };
}

/** Of the identity that is unpacked: no list is made for each. */
const FIELDS: string[] = [];

function fieldsOf(packed: string, before: number): readonly string[] {
  const written = packed.split(FIELD);
  const head = written[before]!;
  let next = before + 1;
  for (let at = 0; at < head.length; at += 1) {
    const letter = head.charCodeAt(at);
    if (letter === EMPTY) FIELDS[at] = '';
    else if (letter !== OWN) FIELDS[at] = FIELDS[letter - SAME]!;
    else {
      FIELDS[at] = written[next]!;
      next += 1;
    }
  }
  return FIELDS;
}

/** @param packed as `packIdentity` gives it, behind other fields @param before how many of these */
export function unpackIdentity(packed: string, before = 0): Identity {
  const fields = fieldsOf(packed, before);
  const words = toList(fields[1]!);
  return {
    key: fields[0]!,
    words,
    strong: fields[2] === fields[1] ? words : toList(fields[2]!),
    glued: fields[3]!,
    whole: fields[4]!,
    fillers: toList(fields[5]!),
    hasOwnWord: fields[6] === '1',
    strongGlued: fields[7]!,
    general: fields[8]!,
    pieces: toList(fields[9]!),
    numbers: fields[10]!,
    skeleton: fields[11]!,
    initials: fields[12]!,
    strongInitials: fields[13]!,
    isTransliterated: fields[14] !== '',
    lacksVowels: fields[14] === LACKS_VOWELS,
    isRadio: fields[15] === '1',
    variant: fields[16]!,
    neighbour: fields[17]!,
    language: fields[18]!,
    unaccented: fields[19]!,
    station: toStation(fields[20]!),
    extension: fields[21]!,
    bare: fields[22]!,
    reach: fields[23]!,
    land: fields[24]!,
  };
}
