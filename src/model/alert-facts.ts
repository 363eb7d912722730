// What an alert says, without words: names, numbers, codes and instants. The words are written when it is told, in the
// language of whoever reads it. `…At` and `…On` are epoch milliseconds (`…On`: the day alone), `…Ms` a time span.

import type { ErrorCode } from '../kernel/errors.ts';

/** Why something could not be had; `message` is for a person, in English. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** Of a stream's rank, those that one can be better by. */
export type RankAspect =
  | 'cost'
  | 'health'
  | 'language'
  | 'latency'
  | 'ordered'
  | 'pinned'
  | 'provider'
  | 'quality'
  | 'slots';

/** What a provider warns of, and the figures of it. */
export type WarningFacts =
  | { readonly warning: 'login-refused'; readonly fault: Fault }
  | { readonly warning: 'account-inactive'; readonly status: 'expired' | 'banned' | 'disabled' }
  | { readonly warning: 'expires-soon'; readonly expiresOn: number }
  | { readonly warning: 'used-elsewhere'; readonly active: number; readonly own: number; readonly most: number | null }
  | { readonly warning: 'limit-too-high'; readonly ours: number; readonly most: number }
  | { readonly warning: 'list-shrunk'; readonly now: number; readonly before: number }
  | { readonly warning: 'guide-old'; readonly endsAt: number };

type OfProvider<Facts> = Facts extends { readonly warning: infer What }
  ? Omit<Facts, 'warning'> & { readonly what: What; readonly name: string }
  : never;

export type AlertFacts =
  | OfProvider<Exclude<WarningFacts, { readonly warning: 'expires-soon' }>>
  | { readonly what: 'list-unread'; readonly name: string; readonly fault: Fault }
  /** No other provider could tell whether it is our own line. */
  | { readonly what: 'only-unreached'; readonly name: string; readonly code: string }
  | { readonly what: 'streams-down'; readonly name: string; readonly code: string; readonly list: Fault | null }
  | { readonly what: 'expires'; readonly name: string; readonly count: number; readonly expiresOn: number }
  | { readonly what: 'expires-today' | 'expired'; readonly name: string; readonly expiresOn: number }
  | { readonly what: 'network-down' }
  | { readonly what: 'streams-dead'; readonly name: string; readonly count: number; readonly streams: number }
  /** No other one of it works. */
  | { readonly what: 'all-streams-dead'; readonly name: string; readonly count: number }
  /** The first few names of so many. */
  | { readonly what: 'channels-dead'; readonly names: readonly string[]; readonly count: number }
  | { readonly what: 'no-tuner'; readonly channel: string }
  | { readonly what: 'switched'; readonly channel: string; readonly code: string; readonly gapMs: number }
  /** Of 100, what it is better by and what the one before had of it. */
  | {
      readonly what: 'upgraded' | 'upgraded-at-once';
      readonly channel: string;
      readonly aspect: RankAspect;
      readonly after: number;
      readonly before: number;
    }
  | { readonly what: 'picture'; readonly channel: string; readonly faults: readonly PictureFault[] }
  /** Written by an earlier version, which kept words. */
  | { readonly what: 'said'; readonly title: string; readonly cause: string; readonly action: string };

export type PictureFault = 'frozen' | 'black' | 'silent';
export type AlertWhat = AlertFacts['what'];

/** Why a list or a stream fails: each has its words in every language. */
export type ReasonCode = Extract<ErrorCode, `${'format' | 'net' | 'provider' | 'upstream'}.${string}`>;

/** An alert as a person reads it. */
export interface AlertText {
  /** One line, without a full stop. */
  readonly title: string;
  readonly cause: string;
  /** What Masthead did about it; empty for nothing. */
  readonly action: string;
}
