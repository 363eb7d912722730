// What can be asked about rules, and what is answered.

import type { DraftRule, SharedRules } from '../model/rules.ts';
import type { ImportMode } from '../rules/rule-store.ts';

export const CHANGE_KINDS = [
  'gone',
  'back',
  'name',
  'group',
  'number',
  'enabled',
  'logo',
  'guide_shift',
  'streams',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ChannelChange {
  readonly kind: ChangeKind;
  /** As text; the group for channels that are gone or back. */
  readonly before: string;
  readonly after: string;
}

export interface ChannelChanges {
  /** As printed: `c…`. */
  readonly id: string;
  readonly name: string;
  readonly changes: readonly ChannelChange[];
}

/** Channels by what would change of them; `channels` are all of them, each once. */
export type RulePreviewCounts = Readonly<Record<ChangeKind, number>> & { readonly channels: number };

export interface RulePreview {
  /** Streams that the rule is for; of an import that any of its rules is for. */
  readonly matched: number;
  /** Streams that are used now and would not be, and the other way round. */
  readonly hidden: number;
  readonly shown: number;
  readonly counts: RulePreviewCounts;
  /** A page of them. */
  readonly items: readonly ChannelChanges[];
  /** Of those that the page is taken from. */
  readonly total: number;
}

export interface PreviewPage {
  readonly offset: number;
  readonly limit: number;
  /** Only channels with a change of this kind. */
  readonly kind?: ChangeKind | undefined;
}

/** What is tried out. */
export type RuleTrial =
  /** A rule, at its place if it is known: what it does beside the others. */
  | {
      readonly kind: 'rule';
      readonly rule: DraftRule;
      /** Of the saved one that it stands for. */
      readonly id?: string | undefined;
    }
  /** An import: what it does to what there is now. */
  | { readonly kind: 'import'; readonly shared: SharedRules; readonly mode: ImportMode };
