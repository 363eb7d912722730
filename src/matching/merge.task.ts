// Merging in a worker. The thread keeps what it has read and compared, so that the next call costs what has changed.

import { defineTask } from '../workers/task.ts';
import type { SeparationPolicy } from './constraints.ts';
import { buildKnowledge, type KnownName } from './knowledge.ts';
import { Merger } from './merge.ts';

/** Names in columns: strings by the hundred thousand cross over quicker than objects. */
export interface MergeInput {
  readonly names: readonly string[];
  /** For each name an index of `markets` and one of `providers`. */
  readonly marketOf: Uint16Array;
  readonly providerOf: Uint16Array;
  readonly markets: readonly string[];
  readonly providers: readonly string[];
  /** `matching.merge_threshold`, 0 to 100. */
  readonly threshold: number;
  readonly policy: SeparationPolicy;
  /** Empty when there is no knowledge base; its revision says when it is another one. */
  readonly knowledge: readonly KnownName[];
  readonly knowledgeRevision: string;
}

export interface MergeOutput {
  /** For each name the index of the first name of its channel. */
  readonly channelOf: Int32Array;
}

export interface MergeProgress {
  readonly doneCount: number;
}

let kept: { readonly key: string; readonly merger: Merger } | undefined;
let checkpoint: (doneCount: number) => void = () => undefined;

function mergerFor({ threshold, policy, knowledge, knowledgeRevision }: MergeInput): Merger {
  const key = JSON.stringify([threshold, policy, knowledgeRevision]);
  if (kept?.key === key) return kept.merger;
  const merger = new Merger({
    threshold,
    policy,
    checkpoint: (doneCount) => checkpoint(doneCount),
    ...(knowledge.length > 0 ? { knowledge: buildKnowledge(knowledge) } : {}),
  });
  kept = { key, merger };
  return merger;
}

export default defineTask<MergeInput, MergeOutput, MergeProgress>((input, context) => {
  checkpoint = (doneCount) => {
    context.throwIfAborted();
    context.progress({ doneCount });
  };
  const merger = mergerFor(input);
  try {
    const names = input.names.map((name, index) => ({
      name,
      market: input.markets[input.marketOf[index] ?? 0] ?? '',
      provider: input.providers[input.providerOf[index] ?? 0] ?? '',
    }));
    return { channelOf: merger.update(names) };
  } catch (error) {
    kept = undefined; // half an update is no ground for the next one
    throw error;
  }
});
