// A guide's channel, as the lineup is told of it.

import type { PublishedChannel } from '../guide/reader.ts';
import type { FoundGuide, GuideOrigin } from '../lineup/merge.ts';

/** A source as people see it: its address without credentials, or its provider. */
export function sourceOf(sourceKey: string): string {
  const [provider = '', source] = sourceKey.split('\n');
  return source || provider;
}

/** A guide's channel that was found for a channel of the lineup. */
export interface Found extends Omit<FoundGuide, 'fills'> {
  readonly channel: PublishedChannel;
}

export interface How extends Pick<GuideOrigin, 'by' | 'score'> {
  readonly shiftMinutes: number;
}

export function found(channel: PublishedChannel, { shiftMinutes, by, score }: How): Found {
  const { id, sourceKey, xmltvId, displayNames } = channel;
  const origin = { source: sourceOf(sourceKey), xmltvId, name: displayNames[0] ?? xmltvId, by, score };
  return { id, origin, shiftMinutes, channel };
}
