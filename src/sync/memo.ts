// What is remembered of each source that was read: enough to ask whether it has changed, and to say how it went.
// Kept by the catalogue, in the same transaction as the rows.

import { redactText } from '../kernel/redact.ts';
import { hash53, type ProviderId } from '../model/ids.ts';
import type { ProviderAccount } from '../model/provider-account.ts';
import type { ProviderSettings, Skips } from '../model/provider.ts';
import type { Validators } from '../providers/provider.ts';

export interface SourceMemo {
  /** `requestDigest` of what was asked for: another address or login is another source. */
  readonly request: string;
  readonly validators: Validators;
  readonly succeededAt: number;
  readonly bytes: number;
  readonly entryCount: number;
  readonly skips: Skips;
  /** Entries that only divide the list; absent in what an older Masthead wrote. */
  readonly headingCount?: number;
  readonly guideSources: readonly string[];
  /** As it stood then; null where there is nothing like it. Absent in what an older Masthead wrote. */
  readonly account?: ProviderAccount | null;
  /** What it gave to the guide; null for a source without programmes. */
  readonly guide: GuideMemo | null;
}

export interface GuideMemo {
  readonly channelCount: number;
  readonly programmeCount: number;
  /** `digest` of the wanted channels when it was read: others would have been kept otherwise. */
  readonly wanted: string;
  /** End of the window when the source goes on beyond it: a later window holds more, though nothing has changed. */
  readonly cutAt: number | null;
  /** Whether it had an end; absent in what an older Masthead wrote. */
  readonly isWhole?: boolean;
}

/** A source as a sync deals with it. */
export interface SourceRef {
  readonly source: string;
  /** Without credentials; names it in the memos and in the guide. */
  readonly key: string;
  /** Among guide sources: the lower goes first. */
  readonly priority: number;
}

/** Guides that one provider may have. */
const PRIORITIES_PER_PROVIDER = 100;

/** Names a provider's own source. */
export const ownKey = (id: ProviderId): string => `${id}\n`;

export function ownSource(settings: ProviderSettings, providerRank: number): SourceRef {
  return { source: settings.source, key: ownKey(settings.id), priority: providerRank * PRIORITIES_PER_PROVIDER };
}

/** What a provider tells when it is asked for single channels: behind every guide that somebody has written. */
export const askedGuideSource = (id: ProviderId): Pick<SourceRef, 'key' | 'priority'> => ({
  key: `${id}\n(asked)`,
  priority: ASKED_PRIORITY,
});

const ASKED_PRIORITY = 1_000_000;

/** Of all that decides what a source answers and how it is read. */
export function requestDigest(settings: ProviderSettings, { source }: SourceRef): string {
  const { headers, user_agent, time_zone, options } = settings;
  const asked = [source, headers, user_agent, time_zone, ...(options ? [options] : [])];
  return hash53(JSON.stringify(asked)).toString(36);
}

/** The person's guides first, then those that the source names; each once. */
export function guideSourcesOf(
  settings: ProviderSettings,
  named: readonly string[],
  providerRank: number,
): SourceRef[] {
  const sources = new Set([...settings.guide_sources, ...(settings.take_guides ? named : [])]);
  const keys = new Set<string>();
  return Array.from(sources, (source, index) => {
    const key = uniqueKey(settings.id, source, keys);
    return { source, key, priority: providerRank * PRIORITIES_PER_PROVIDER + index + 1 };
  });
}

function uniqueKey(providerId: ProviderId, source: string, taken: Set<string>): string {
  const plain = `${providerId}\n${redactText(source)}`;
  let key = plain;
  for (let count = 2; taken.has(key); count += 1) key = `${plain}#${count}`; // two logins at one address
  taken.add(key);
  return key;
}

export const parseMemo = (text: string): SourceMemo => JSON.parse(text) as SourceMemo;
