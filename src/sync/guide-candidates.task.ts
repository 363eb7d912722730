// Which guides a channel could have, with what they show now, in a worker.

import { openGuideReader, type GuideReader } from '../guide/reader.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { openCandidateMemory, questionKey } from './candidate-memory.ts';
import { isRefused, type Refuses } from './chosen-guide.ts';
import { sourceOf } from './found-guide.ts';
import { CandidateFinder, type AskedChannel, type Candidate } from './guide-candidates.ts';
import type { GuideCandidateRow, GuideSearchPage } from './guide-query.ts';
import { searchGuide, type GuideWords } from './guide-search.ts';
import { openKnowledge, type KnowledgeRef } from './knowledge/table-file.ts';

export interface CandidatesInput {
  readonly file: string;
  readonly kind: 'candidates';
  readonly asked: readonly AskedChannel[];
  /** Most candidates of each. */
  readonly limit: number;
  readonly knowledge: KnowledgeRef | null;
  /** Folder of what was found before. */
  readonly memory: string;
  readonly now: number;
}

export interface SearchInput extends GuideWords {
  readonly file: string;
  readonly kind: 'search';
}

/** Candidates of each that was asked for, in their order. */
export type CandidatesOutput = readonly (readonly GuideCandidateRow[])[] | GuideSearchPage;

export default defineTask<CandidatesInput | SearchInput, CandidatesOutput>((input) => {
  const reader = openGuideReader(input.file);
  try {
    return input.kind === 'search' ? searchGuide(() => reader.channels(), input, rowOf) : candidates(reader, input);
  } finally {
    reader.close();
  }
});

function candidates(reader: GuideReader, input: CandidatesInput): GuideCandidateRow[][] {
  const found = remembered(reader, input);
  return input.asked.map(({ question, near }, at) => {
    const refuses = isRefused(question);
    const isNear = ({ channel }: Candidate): number => Number(channel.id === near);
    const ordered = found[at]!.toSorted((one, other) => isNear(other) - isNear(one));
    return ordered.map((one) => candidateRow(one, { reader, refuses, now: input.now }));
  });
}

/** Finds anew what was not asked of these guides before. */
function remembered(reader: GuideReader, input: CandidatesInput): readonly (readonly Candidate[])[] {
  const { asked, limit, knowledge } = input;
  // The guides' edition is read before their channels: what is published between the two is another edition.
  const foundIn = JSON.stringify([reader.edition(), knowledge?.revision ?? null]);
  const memory = openCandidateMemory(input.memory, taskLog('guide'));
  const known = memory.read(foundIn);
  const keys = asked.map((one) => questionKey(one, limit));
  const open = asked.filter((_, at) => !known.has(keys[at]!));
  if (open.length > 0) {
    const base = openKnowledge(knowledge)?.base;
    const answers = new CandidateFinder(reader.channels(), base).find(open, limit);
    for (const [at, one] of open.entries()) known.set(questionKey(one, limit), answers[at]!);
    if (base || !knowledge) memory.write(foundIn, known, keys); // where that file is gone for now it is not the answer for long
  }
  return keys.map((key) => known.get(key)!);
}

interface Shown {
  readonly reader: GuideReader;
  readonly refuses: Refuses;
  readonly now: number;
}

function candidateRow(
  { channel, by, score, shiftMinutes, reasons }: Candidate,
  { reader, refuses, now }: Shown,
): GuideCandidateRow {
  const [on] = reader.programmes(channel.id, { fromAt: now, untilAt: now + 1 });
  return {
    ...rowOf(channel),
    by,
    score,
    shift_minutes: shiftMinutes,
    reasons,
    on_now: on?.title ?? null,
    is_refused: refuses(channel),
  };
}

const rowOf = ({ sourceKey, xmltvId, displayNames, programmeCount }: Candidate['channel']) => ({
  source: sourceOf(sourceKey),
  xmltv_id: xmltvId,
  name: displayNames[0] ?? xmltvId,
  programme_count: programmeCount,
});
