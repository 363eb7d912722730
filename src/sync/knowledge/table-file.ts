// The table of known names in its file, for tasks that match.

import { readFileSync } from 'node:fs';
import { decodeKnowledge } from '../../matching/knowledge-bytes.ts';
import { knowledgeOf, type Knowledge } from '../../matching/knowledge.ts';

/** Where the table lies, and which one is meant. */
export interface KnowledgeRef {
  readonly file: string;
  readonly revision: number;
}

export interface OpenedKnowledge {
  readonly base: Knowledge;
  readonly revision: string;
}

/** @returns undefined when there is none, or none that this Masthead can read */
export function openKnowledge(ref: KnowledgeRef | null): OpenedKnowledge | undefined {
  if (!ref) return undefined;
  try {
    const table = decodeKnowledge(readFileSync(ref.file));
    return table && { base: knowledgeOf(table), revision: String(table.revision) };
  } catch {
    return undefined; // somebody has emptied the cache
  }
}
