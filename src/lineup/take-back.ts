// A decision as a difference, so that it can be taken back later, whatever else was decided since: about other channels, or
// about something else of the same ones. Pure.

import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { keysBetween } from '../kernel/changed-record.ts';
import { AppError } from '../kernel/errors.ts';
import { lastPair } from '../kernel/last-pair.ts';
import type { Sliced } from '../kernel/slices.ts';
import { guideChoice } from './guide-choices.ts';
import { channelDecision, groupRule, type Decisions, type KeptDecision } from './decisions.ts';
import { matchesBetween, matchesChange, takeMatchesBack } from './take-back-matches.ts';

const change = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ before: schema.nullable(), after: schema.nullable() });

export const decisionsChange = z.strictObject({
  channels: z.record(z.string(), change(channelDecision)),
  /** Rules for groups, as a whole: each is tried on what the ones before have made. */
  rules: change(z.array(groupRule)).nullable(),
  /** About guides, by the names of channels. */
  guides: z.record(z.string(), change(guideChoice)).default({}),
  /** About which names are one channel. */
  matches: matchesChange.nullable().default(null),
});

export type DecisionsChange = z.output<typeof decisionsChange>;

type Change<Value> = { readonly before: Value | null; readonly after: Value | null };

/** Null when nothing differs that could be taken back. */
export function* changeBetween(before: Decisions, after: Decisions): Sliced<DecisionsChange | null> {
  const channels = yield* differencesIn(before.channels, after.channels);
  const guides = yield* differencesIn(before.guides, after.guides);
  const isSame = isDeepStrictEqual(before.rules, after.rules);
  const rules = isSame ? null : { before: before.rules, after: after.rules };
  const matches = matchesBetween(before.matches, after.matches);
  const isNothing = isSame && !matches && isEmpty(channels) && isEmpty(guides);
  return isNothing ? null : { channels, rules, guides, matches };
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

function* differencesIn<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): Sliced<Record<string, { before: Value | null; after: Value | null }>> {
  // Without a prototype it is a table from the start: a thousand keys added to `{}` cost 1.3 MB of what is copied on the way.
  const changes = Object.create(null) as Record<string, { before: Value | null; after: Value | null }>;
  const changeOf = lastPair((was: Value | undefined, is: Value | undefined) =>
    isDeepStrictEqual(was, is) ? undefined : { before: was ?? null, after: is ?? null },
  );
  const compare = (key: string): void => {
    const differs = changeOf(before[key], after[key]);
    if (differs) changes[key] = differs;
  };
  // What was not decided about is the same object: that is most of a large lineup.
  const known = keysBetween(before, after);
  for (const key of known ?? Object.keys(after)) {
    if (before[key] === after[key]) continue;
    yield;
    compare(key);
  }
  if (!known) for (const key in before) if (after[key] === undefined) compare(key);
  return changes;
}

/** @throws AppError `request.conflict` when the same of one of its channels, or the rules, were decided about again since */
export function takeBack(current: Decisions, { channels, rules, guides, matches }: DecisionsChange): Decisions {
  if (rules && !isDeepStrictEqual(current.rules, rules.after)) throw decidedSince('the rules for groups');
  const matched = matches ? takeMatchesBack(current.matches, matches) : current.matches;
  if (!matched) throw decidedSince('which of these names are one channel');
  return {
    ...current,
    channels: restoredChannels(current.channels, channels),
    guides: restored(current.guides, guides, (key) => `the guide of ${key}`),
    rules: rules ? (rules.before ?? []) : current.rules,
    matches: matched,
  };
}

function restoredChannels(
  current: Decisions['channels'],
  changes: Readonly<Record<string, Change<KeptDecision>>>,
): Decisions['channels'] {
  const after: Record<string, Change<KeptDecision>> = {};
  for (const [key, decided] of Object.entries(changes)) after[key] = amid(current[key] ?? null, decided);
  return restored(current, after, (key) => `channel ${key}`);
}

/** The same change amid what else is decided of the channel by now: its name is taken back also after its number was given. */
function amid(current: KeptDecision | null, { before, after }: Change<KeptDecision>): Change<KeptDecision> {
  if (isDeepStrictEqual(current, after)) return { before, after }; // as most are
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]) as Set<keyof KeptDecision>;
  const touched = [...fields].filter((field) => !isDeepStrictEqual(before?.[field], after?.[field]));
  if (touched.some((field) => !isDeepStrictEqual(current?.[field], after?.[field]))) return { before, after };
  const kept = Object.entries(current ?? {}).filter(([field]) => !touched.includes(field as keyof KeptDecision));
  const back = Object.entries(before ?? {}).filter(([field]) => touched.includes(field as keyof KeptDecision));
  const all = [...kept, ...back];
  return { before: all.length === 0 ? null : Object.fromEntries(all), after: current };
}

function restored<Value>(
  current: Readonly<Record<string, Value>>,
  changes: Readonly<Record<string, Change<Value>>>,
  what: (key: string) => string,
): Readonly<Record<string, Value>> {
  if (Object.keys(changes).length === 0) return current; // the same object: nothing of it was touched
  const after = { ...current };
  for (const [key, { before, after: expected }] of Object.entries(changes)) {
    if (!isDeepStrictEqual(after[key] ?? null, expected)) throw decidedSince(what(key));
    if (before === null) delete after[key];
    else after[key] = before;
  }
  return after;
}

const decidedSince = (what: string): AppError =>
  new AppError('request.conflict', `Something else was decided since about ${what}: this can no longer be taken back.`);
