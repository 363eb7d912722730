// Reads and writes rules as text in a worker: a long one takes a second.

import type { SharedRules } from '../model/rules.ts';
import { defineTask } from '../workers/task.ts';
import { readText, writeText, type ReadText } from './text.ts';

export type TextJob =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'write'; readonly shared: SharedRules };

export type TextDone = { readonly read: ReadText } | { readonly text: string };

export default defineTask<TextJob, TextDone>((job) =>
  job.kind === 'read' ? { read: readText(job.text) } : { text: writeText(job.shared) },
);
