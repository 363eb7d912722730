// Tries rules out in a worker; nothing is written.

import { channelStreams, type ChannelStream } from '../catalogue/reads.ts';
import { keyOfRef } from '../formats/names/key.ts';
import { isHeadingName } from '../formats/names/read.ts';
import type { Decisions } from '../lineup/decisions.ts';
import { constraintsOf } from '../lineup/match-decisions.ts';
import { readMemory } from '../lineup/memory-file.ts';
import { ranksOf } from '../lineup/naming.ts';
import type { LineupRules } from '../lineup/ruling.ts';
import type { ChannelId, ProviderId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import { compileRules, type RuleTexts } from '../rules/compile.ts';
import { refuseIssues } from '../rules/issue.ts';
import { schemesOf } from '../rules/schemes.ts';
import { openReader } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask, type TaskContext } from '../workers/task.ts';
import { nameRefOf } from './naming.ts';
import { compareSides, Side } from './rule-preview.ts';
import type { PreviewPage, RulePreview } from './rule-query.ts';
import { surroundingsOf } from './ruling.ts';

export interface RulePreviewInput {
  readonly files: { readonly catalogue: string; readonly numbers: string };
  /** Enabled ones, in the order in which they are preferred. */
  readonly providers: readonly ProviderId[];
  readonly providerNames: Readonly<Record<string, string>>;
  /** The folder of a person's logos. */
  readonly ownLogos: string;
  readonly before: RuleTexts;
  readonly after: RuleTexts;
  /** Places of the rules in `after` whose streams are counted. */
  readonly watched: readonly number[];
  /** The watched rules are all that differs, and do nothing to streams that they are not for. */
  readonly isOneMore: boolean;
  readonly decisions: Decisions;
  readonly settings: Settings['lineup'];
  readonly page: PreviewPage;
}

const CHECK_EVERY = 2_000;

export default defineTask<RulePreviewInput, RulePreview>((input, context) => {
  const { before: oldTexts, after: newTexts, page, files } = input;
  const watched = new Set(input.watched);
  let isHit = false;
  const compiled = compileRules(newTexts, (rule) => (isHit ||= watched.has(rule)));
  refuseIssues(compiled.issues);
  const surroundings = surroundingsOf(input);
  const ruleBefore = compileRules(oldTexts).rulingIn?.(surroundings);
  const ruleAfter = compiled.rulingIn?.(surroundings);
  const [before, after] = [new Side(), new Side()];
  const { pins } = constraintsOf(input.decisions.matches);
  const [isAnyPinned, rankOf] = [pins.size > 0, ranksOf(pins)];
  const log = taskLog('lineup');
  const memory = readMemory(files.numbers, log);
  const figures = { matched: 0, hidden: 0, shown: 0 };
  for (const stream of streamsOf(input, context)) {
    // One that no build has seen yet, or that was always hidden, stands for itself.
    const channel = memory.members.get(stream.id) ?? (stream.id as number as ChannelId);
    const place = { channel, rank: isAnyPinned ? rankOf(keyOfRef(nameRefOf(stream))) : Infinity };
    isHit = false;
    const now = ruleAfter?.(stream);
    const isSame = input.isOneMore && !isHit;
    const wasUsed = before.add(stream, place, isSame ? now : ruleBefore?.(stream));
    const isUsed = after.add(stream, place, now);
    if (isHit) figures.matched += 1;
    if (wasUsed && !isUsed) figures.hidden += 1;
    if (!wasUsed && isUsed) figures.shown += 1;
  }
  const { counts, changes } = compareSides({
    before,
    after,
    memories: [memory, readMemory(files.numbers, log)],
    rules: [rulesWith(input, oldTexts), rulesWith(input, newTexts)],
  });
  const { kind, offset, limit } = page;
  const asked = kind ? changes.filter((channel) => channel.changes.some((change) => change.kind === kind)) : changes;
  return { ...figures, counts, items: asked.slice(offset, offset + limit), total: asked.length };
});

const rulesWith = ({ decisions, settings }: RulePreviewInput, { rules }: RuleTexts): LineupRules => ({
  decisions,
  settings,
  schemes: schemesOf(rules),
});

function* streamsOf(
  { files, providers, settings }: RulePreviewInput,
  context: TaskContext<never>,
): Generator<ChannelStream> {
  const catalogue = openReader(files.catalogue);
  try {
    let count = 0;
    for (const provider of providers) {
      for (const stream of channelStreams(catalogue, provider)) {
        if (stream.isProtected || (!settings.take_headings && isHeadingName(stream.name))) continue;
        count += 1;
        if (count % CHECK_EVERY === 0) context.throwIfAborted();
        yield stream;
      }
    }
  } finally {
    catalogue.close();
  }
}
