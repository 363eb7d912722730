// A decision as a difference, so that it can be taken back later, whatever else was decided since about other channels. Pure.

import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import { channelDecision, groupRule, type Decisions } from './decisions.ts';

const change = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ before: schema.nullable(), after: schema.nullable() });

export const decisionsChange = z.strictObject({
  channels: z.record(z.string(), change(channelDecision)),
  /** Rules for groups, as a whole: each is tried on what the ones before have made. */
  rules: change(z.array(groupRule)).nullable(),
});

export type DecisionsChange = z.output<typeof decisionsChange>;

/** Null when nothing differs that could be taken back. */
export function changeBetween(before: Decisions, after: Decisions): DecisionsChange | null {
  const channels: DecisionsChange['channels'] = {};
  for (const key of new Set([...Object.keys(before.channels), ...Object.keys(after.channels)])) {
    const [was, is] = [before.channels[key] ?? null, after.channels[key] ?? null];
    if (!isDeepStrictEqual(was, is)) channels[key] = { before: was, after: is };
  }
  const isSame = isDeepStrictEqual(before.rules, after.rules);
  const rules = isSame ? null : { before: before.rules, after: after.rules };
  return isSame && Object.keys(channels).length === 0 ? null : { channels, rules };
}

/** @throws AppError `request.conflict` when one of its channels, or the rules, were decided about again since */
export function takeBack(current: Decisions, { channels: changes, rules }: DecisionsChange): Decisions {
  const channels = { ...current.channels };
  for (const [key, { before, after }] of Object.entries(changes)) {
    if (!isDeepStrictEqual(channels[key] ?? null, after)) throw decidedSince(`channel ${key}`);
    if (before === null) delete channels[key];
    else channels[key] = before;
  }
  if (rules && !isDeepStrictEqual(current.rules, rules.after)) throw decidedSince('the rules for groups');
  return { ...current, channels, rules: rules ? (rules.before ?? []) : current.rules };
}

const decidedSince = (what: string): AppError =>
  new AppError('request.conflict', `Something else was decided since about ${what}: this can no longer be taken back.`);
