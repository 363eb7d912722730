// The inside of a `<programme>`: its children in whatever order they come, into the model's fields.

import type { Credit, Programme } from '../../model/programme.ts';
import { CREDIT_ROLES } from './credit-roles.ts';
import { joinSystem, parseOnscreen, parseXmltvNs, splitSystem, type EpisodeNumber } from './episode.ts';
import { StartTag } from './tag.ts';
import { attributeText, elementText } from './text.ts';
import type { ProgrammeTimes } from './times.ts';

/** @param inside what the element holds, as written @param head its attributes, as written */
type Take = (draft: Draft, inside: string, head: string) => void;

type Draft = {
  -readonly [Field in keyof Programme]: Programme[Field] extends readonly (infer Item)[] ? Item[] : Programme[Field];
};

const SPACE = 0x20;
const SLASH = 0x2f;
const GREATER = 0x3e;

/** One at a time is read, and never two at once. */
const tag = new StartTag();

/**
 * @param body the text between `<programme …>` and its end
 * @returns undefined without a title
 */
export function readProgramme(body: string, times: ProgrammeTimes): Programme | undefined {
  const draft = emptyDraft(times);
  let at = body.indexOf('<');
  while (at >= 0) {
    const nameEnd = endOfName(body, at + 1);
    at = nameEnd === at + 1 ? nameEnd : readChild(draft, body, at + 1, nameEnd);
    at = body.indexOf('<', at);
  }
  if (draft.title === '') return undefined;
  if (draft.episode < 0) takeOnscreen(draft);
  return draft;
}

function emptyDraft({ startAt, stopAt, catchupId }: ProgrammeTimes): Draft {
  return {
    startAt,
    stopAt,
    title: '',
    subTitle: '',
    description: '',
    categories: [],
    iconUrl: '',
    season: -1,
    episode: -1,
    episodeNumbers: [],
    date: '',
    rating: '',
    starRating: '',
    credits: [],
    isNew: false,
    isLive: false,
    isPremiere: false,
    isRepeat: false,
    catchupId,
  };
}

/** Names end at white space, `/` or `>`; an empty one is an end tag, a comment or a stray `<`. */
function endOfName(body: string, from: number): number {
  let at = from;
  let code = body.charCodeAt(at);
  if (!((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a))) return from;
  while (code > SPACE && code !== SLASH && code !== GREATER) code = body.charCodeAt((at += 1));
  return at;
}

/** Reads the child whose name stands at `from`. @returns the place to look for the next one */
function readChild(draft: Draft, body: string, from: number, nameEnd: number): number {
  const name = body.slice(from, nameEnd);
  const take = CHILDREN.get(name);
  if (take === undefined) return nameEnd;
  const tagEnd = endOfTag(body, nameEnd);
  const isEmpty = body.charCodeAt(tagEnd - 2) === SLASH;
  const contentEnd = isEmpty ? tagEnd : endOfContent(body, tagEnd, name);
  take(draft, body.slice(tagEnd, contentEnd), body.slice(nameEnd, tagEnd));
  return contentEnd;
}

function endOfTag(body: string, nameEnd: number): number {
  const end = body.indexOf('>', nameEnd) + 1;
  return end === 0 ? body.length : end;
}

/** Usually the next `<` is the element's end; else what it nests is looked over for it. */
function endOfContent(body: string, from: number, name: string): number {
  const next = body.indexOf('<', from);
  if (next < 0) return body.length;
  if (body.charCodeAt(next + 1) === SLASH) return next;
  const end = body.indexOf(`</${name}`, next);
  return end < 0 ? next : end;
}

const takeCategory: Take = (draft, inside) => {
  const category = elementText(inside);
  if (category !== '' && !draft.categories.includes(category)) draft.categories.push(category);
};

const takeEpisodeNumber: Take = (draft, inside, head) => {
  const value = elementText(inside);
  if (value === '') return;
  const system = attribute(head, 'system').toLowerCase() || 'onscreen';
  if (system !== 'xmltv_ns') draft.episodeNumbers.push(joinSystem(system, value));
  else if (draft.season < 0 && draft.episode < 0) takeNumber(draft, parseXmltvNs(value));
};

const credit =
  (role: string): Take =>
  (draft, inside) => {
    const name = elementText(inside);
    if (name !== '') draft.credits.push({ role, name } satisfies Credit);
  };

/**
 * Of texts, the first that says something: of several languages, the provider's first. One function a field, because
 * a name in a variable takes three times as long to look up.
 */
const CHILDREN: ReadonlyMap<string, Take> = new Map<string, Take>([
  ['title', (draft, inside) => void (draft.title ||= elementText(inside))],
  ['sub-title', (draft, inside) => void (draft.subTitle ||= elementText(inside))],
  ['desc', (draft, inside) => void (draft.description ||= elementText(inside))],
  ['date', (draft, inside) => void (draft.date ||= elementText(inside))],
  ['category', takeCategory],
  ['icon', (draft, _inside, head) => void (draft.iconUrl ||= attribute(head, 'src'))],
  ['image', (draft, inside) => void (draft.iconUrl ||= elementText(inside))], // the newer way to name a picture
  ['episode-num', takeEpisodeNumber],
  ['rating', (draft, inside) => void (draft.rating ||= valueIn(inside))],
  ['star-rating', (draft, inside) => void (draft.starRating ||= valueIn(inside))],
  ['previously-shown', (draft) => void (draft.isRepeat = true)],
  ['premiere', (draft) => void (draft.isPremiere = true)],
  ['new', (draft) => void (draft.isNew = true)],
  ['live', (draft) => void (draft.isLive = true)],
  ...CREDIT_ROLES.map((role): [string, Take] => [role, credit(role)]),
]);

/** A rating's `<value>`, or what it says without one. */
function valueIn(inside: string): string {
  const open = inside.indexOf('<value');
  const from = open < 0 ? 0 : inside.indexOf('>', open) + 1;
  return elementText(inside.slice(from, endOfContent(inside, from, 'value')));
}

function attribute(head: string, name: string): string {
  return tag.read(head, 0) ? attributeText(tag.value(name) ?? '') : '';
}

/** Without `xmltv_ns` the screen's text may tell: `S01E05`. */
function takeOnscreen(draft: Draft): void {
  for (const kept of draft.episodeNumbers) {
    const { system, value } = splitSystem(kept);
    const number = system === 'onscreen' ? parseOnscreen(value) : undefined;
    if (number === undefined || number.episode < 0) continue;
    takeNumber(draft, number);
    return;
  }
}

function takeNumber(draft: Draft, { season, episode }: EpisodeNumber): void {
  draft.season = season;
  draft.episode = episode;
}
