// What is on air, for people: plain values, as `/api/sessions` and `/metrics` show them.

import type { ErrorCode } from '../kernel/errors.ts';
import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';

export const SESSION_STATES = ['starting', 'on-air', 'recovering', 'lingering', 'closed'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

export interface ViewerView {
  readonly id: string;
  readonly address: string;
  readonly user_agent: string;
  readonly via: string;
  /** Whose account it came with; null without one. */
  readonly person: { readonly id: string; readonly name: string } | null;
  /** Epoch milliseconds. */
  readonly since: number;
  /** As the rules for clients say; the rate is null without a limit. */
  readonly priority: number;
  readonly limit_bytes_per_second: number | null;
  readonly bits_per_second: number;
  readonly bytes_sent: number;
  /** How far behind the newest byte it is. */
  readonly lag_bytes: number;
  /** What it missed because it read too slowly, and in how many skips. */
  readonly dropped_bytes: number;
  readonly skips: number;
}

/** What an upstream was dialled for: to be on air, in case that the one on air fails, by hand, or to see whether it works. */
export const LINE_PURPOSES = ['air', 'backup', 'move', 'check'] as const;
export type LinePurpose = (typeof LINE_PURPOSES)[number];
export const LINE_STATES = ['waiting', 'dialling', 'receiving', 'ready', 'on-air'] as const;
export type LineState = (typeof LINE_STATES)[number];

export interface VideoView {
  readonly width: number;
  readonly height: number;
  readonly is_interlaced: boolean;
  /** Null where its headers do not say. */
  readonly pictures_per_second: number | null;
}

/** One connection to a provider: the one on air, or one that is made ready beside it. */
export interface UpstreamView {
  readonly stream_id: StreamId;
  readonly provider_id: ProviderId;
  /** Which of the provider's accounts; empty where there is one only. */
  readonly login: string;
  readonly name: string;
  readonly purpose: LinePurpose;
  readonly state: LineState;
  readonly bits_per_second: number;
  readonly codecs: readonly string[];
  /** What its picture and its first sound say of themselves, in pixels; null while that is not known. */
  readonly video: VideoView | null;
  readonly audio: { readonly sample_rate: number; readonly channels: number } | null;
  /** What it complained of, the newest last. */
  readonly messages: readonly string[];
}

/** Why the picture changed over though nothing was lost: by hand, to the preferred stream, or from one that is not wanted now. */
export const CHANGES = ['moved', 'returned', 'excluded'] as const;
export type Change = (typeof CHANGES)[number];

/** The picture changed over to another upstream, or to the same stream fetched anew. */
export interface FailoverView {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from: StreamId;
  readonly to: StreamId;
  /** Why the one before was lost; else one of `CHANGES`. */
  readonly reason: ErrorCode | Change;
  /** Between the last packet of the one and the picture of the other, in milliseconds. */
  readonly gap_ms: number;
}

export interface SessionView {
  readonly channel_id: ChannelId;
  /** The stream profile that a client rule asks for; null for the channel's usual one. */
  readonly profile: string | null;
  readonly state: SessionState;
  /** Null while no stream has been chosen. */
  readonly stream_id: StreamId | null;
  readonly provider_id: ProviderId | null;
  readonly stream_name: string;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly bits_per_second: number;
  readonly bytes_received: number;
  readonly buffer_bytes: number;
  /** Codecs of the programme in PMT order, as `h264`, `aac`; empty until the first PMT. */
  readonly codecs: readonly string[];
  /** How often the picture had to be fetched anew since the session began, and why the last time. */
  readonly retries: number;
  readonly last_error: { readonly code: ErrorCode; readonly message: string; readonly at: number } | null;
  readonly upstreams: readonly UpstreamView[];
  /** The last of them, the newest last, and how many there have been. */
  readonly failovers: readonly FailoverView[];
  readonly failover_count: number;
  /** How often viewers were left without a picture because its stream was lost. */
  readonly stall_count: number;
  readonly viewers: readonly ViewerView[];
}

export interface SlotUse {
  readonly provider_id: ProviderId;
  readonly used: number;
  /** Connections that are closed and that the provider may still count. */
  readonly lingering: number;
  /** Null is no limit. */
  readonly limit: number | null;
}

/** Totals since the start, and what is there now. */
export interface StreamingFigures {
  readonly sessions: number;
  readonly viewers: number;
  readonly bytes_received: number;
  readonly bytes_sent: number;
  readonly dropped_bytes: number;
  readonly skips: number;
  readonly retries: number;
  readonly buffer_bytes: number;
  /** Joins that got no picture, by error code. */
  readonly refusals: Readonly<Partial<Record<ErrorCode, number>>>;
  /** Changes of the picture to another upstream, by reason. */
  readonly failovers: Readonly<Partial<Record<FailoverView['reason'], number>>>;
  readonly slots: readonly SlotUse[];
}
