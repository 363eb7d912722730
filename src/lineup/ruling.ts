// What a person's rules make of streams on their way into the lineup, handed in by whoever knows the rules.

import type { NumberScheme } from '../model/rules.ts';
import type { Settings } from '../model/settings.ts';
import type { Stream } from '../model/stream.ts';
import type { Decisions } from './decisions.ts';

/** What a merge reads of a stream. */
export type MergeStream = Omit<Stream, 'url' | 'headers'>;

export interface RuledStream {
  /** It is not used, as if its provider did not list it; its name still counts for what is one channel. */
  readonly isHidden: boolean;
  readonly name: string;
  readonly group: string;
  readonly logoUrl: string;
  readonly guideShiftMinutes: number;
  /** Whether its channel is on; null where no rule says it. */
  readonly isEnabled: boolean | null;
  /** Key of the scheme that numbers its channel, 0 for none. */
  readonly scheme: number;
}

/** @returns undefined for a stream that stays as it is */
export type RuleStreams = (stream: MergeStream) => RuledStream | undefined;

/** A way to number channels, under the key that its numbers are remembered by. */
export interface KeyedScheme extends NumberScheme {
  readonly key: number;
}

/** What a build decides by; plain data, handed to the worker. */
export interface LineupRules {
  readonly decisions: Decisions;
  readonly settings: Settings['lineup'];
  /** How rules number channels, in their order. */
  readonly schemes: readonly KeyedScheme[];
}

/** The stream as it is, where no rule has changed it. */
export function unruled({ name, group, logoUrl, guideShiftMinutes }: MergeStream): RuledStream {
  return { isHidden: false, name, group, logoUrl, guideShiftMinutes, isEnabled: null, scheme: 0 };
}
