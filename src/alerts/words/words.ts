// What a language has to have to tell of everything: complete, or it does not compile.

import type { AlertWhat, PictureFault, RankAspect, ReasonCode } from '../../model/alert-facts.ts';

/** `{name}` becomes the fact of that name; of two forms the one for `{count}`. */
export type Text = string | { readonly one: string; readonly other: string };

export interface AlertWords {
  readonly title: Text;
  readonly cause: Text;
  readonly action: Text;
}

export interface Words {
  readonly alerts: Readonly<Record<Exclude<AlertWhat, 'said'>, AlertWords>>;
  /** A clause: it goes behind a colon. */
  readonly reasons: Readonly<Record<ReasonCode, string>>;
  /** Of a list that cannot be read, where its own message is in another language. */
  readonly fault: string;
  readonly statuses: Readonly<Record<'expired' | 'banned' | 'disabled', string>>;
  readonly pictures: Readonly<Record<PictureFault, string>>;
  readonly aspects: Readonly<Record<RankAspect, string>>;
  readonly and: string;
  /** In place of a limit that is none, and of a channel that is gone. */
  readonly anyNumber: string;
  readonly aChannel: string;
  readonly message: {
    readonly over: string;
    readonly isOver: string;
    readonly many: string;
    readonly more: string;
    readonly affected: Text;
    readonly testTitle: string;
    readonly testText: string;
  };
  readonly summary: {
    readonly title: string;
    readonly channels: Text;
    readonly providers: Text;
    readonly allUp: string;
    readonly someDown: string;
    readonly onAir: Text;
    readonly failovers: Text;
    readonly sessions: string;
    readonly alerts: Text;
    readonly stillOpen: string;
    readonly streams: string;
    readonly without: Text;
    readonly providersDown: string;
  };
  readonly months: readonly string[];
  /** Of `{day}`, `{month}` and `{year}`. */
  readonly date: string;
  readonly units: { readonly day: string; readonly hour: string; readonly minute: string };
  readonly thousands: string;
  readonly decimal: string;
  /** Whether nothing is said like one, as in French. */
  readonly isZeroOne?: boolean;
}
