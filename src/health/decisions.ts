// What a person has decided about single streams: kept in the rotation whatever is measured, or never used.

import * as z from 'zod';
import type { Log } from '../kernel/log.ts';
import { printStreamId, type StreamId } from '../model/ids.ts';
import { openDocument, type Document, type Portable } from '../storage/document.ts';

export const STREAM_DECISIONS = ['keep', 'never'] as const;
export type StreamDecision = (typeof STREAM_DECISIONS)[number];

const schema = z.strictObject({ streams: z.record(z.string(), z.enum(STREAM_DECISIONS)) });

export class StreamDecisions {
  readonly #document: Document<z.output<typeof schema>>;

  constructor(document: Document<z.output<typeof schema>>) {
    this.#document = document;
  }

  of(id: StreamId): StreamDecision | null {
    return this.#document.data.streams[printStreamId(id)] ?? null;
  }

  /** By printed id. */
  get all(): Readonly<Record<string, StreamDecision>> {
    return this.#document.data.streams;
  }

  get portable(): Portable {
    return this.#document.portable();
  }

  /** Null takes it back. */
  async decide(id: StreamId, decision: StreamDecision | null): Promise<void> {
    await this.#document.update(({ streams }) => {
      const { [printStreamId(id)]: _, ...others } = streams;
      return { streams: decision === null ? others : { ...others, [printStreamId(id)]: decision } };
    });
  }
}

export async function openStreamDecisions(file: string, log: Log): Promise<StreamDecisions> {
  return new StreamDecisions(await openDocument({ file, schema, initial: () => ({ streams: {} }), log }));
}
