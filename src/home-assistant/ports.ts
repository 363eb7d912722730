// What Home Assistant's face needs of the rooms: each a function that the app hands in.

import type { Clock } from '../kernel/clock.ts';
import type { Events, Unsubscribe } from '../kernel/events.ts';
import type { Log } from '../kernel/log.ts';
import type { HealthFigures } from '../health/health.ts';
import type { ChannelPatch, ChannelRow } from '../lineup/query.ts';
import type { Announcements } from '../model/announcements.ts';
import type { AlertFacts, AlertText } from '../model/alert-facts.ts';
import type { Alert } from '../model/alert.ts';
import type { Channel, LineupSnapshot } from '../model/channel.ts';
import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';
import type { Programme } from '../model/programme.ts';
import type { ProviderAccount } from '../model/provider-account.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import type { SessionView, SlotUse } from '../streaming/session-view.ts';
import type { SyncStatus } from '../sync/status.ts';

export interface SettingsChange {
  readonly maintenance?: { readonly enabled: boolean };
  readonly discovery?: { readonly enabled: boolean };
  readonly streaming?: { readonly stream_limit: number | null };
}

/** How a stream is passed on when a channel does not say: a choice of names. */
export interface ProfileChoice {
  readonly names: () => readonly string[];
  readonly current: () => string;
  readonly choose: (name: string) => Promise<unknown>;
}

export interface ChannelCheck {
  readonly is_alive: boolean;
  readonly took_ms: number;
  /** Why there was no picture. */
  readonly code?: string;
  readonly detail?: string;
  readonly stream?: string;
  readonly codecs?: readonly string[];
}

export interface HomePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** Where a person finds the panel: `homeassistant://app/…` or `http://…`. */
  readonly panelUrl: () => string;
  /** Of the LAN listener, without a trailing slash. */
  readonly lanUrl: () => string;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly settings: () => Settings;
  readonly change: (change: SettingsChange) => Promise<unknown>;
  readonly lineup: () => LineupSnapshot;
  /** By words of the name or by number, among all channels: also those that are disabled. */
  readonly searchChannels: (search: string) => Promise<readonly Pick<ChannelRow, 'id' | 'number' | 'name'>[]>;
  /** Whether any channel, also a disabled one, is in this group. */
  readonly hasGroup: (group: string) => Promise<boolean>;
  readonly nowAndNext: (channel: Channel, at: number) => readonly { readonly programme: Programme }[];
  /** Epoch milliseconds; null without a guide. */
  readonly guideUntil: () => number | null;
  readonly sessions: () => readonly SessionView[];
  readonly slots: () => readonly SlotUse[];
  readonly tuners: () => { readonly count: number; readonly inUse: number };
  readonly providers: () => readonly ProviderSettings[];
  readonly syncStatuses: () => readonly SyncStatus[];
  readonly accountOf: (id: ProviderId) => ProviderAccount | null;
  readonly enableProvider: (id: ProviderId, enabled: boolean) => Promise<unknown>;
  readonly syncAll: () => Promise<unknown>;
  readonly syncOne: (id: ProviderId) => Promise<unknown>;
  /** Takes a list that has lost more than half. @throws AppError `request.conflict` */
  readonly confirmList: (id: ProviderId) => Promise<unknown>;
  readonly syncGuides: () => Promise<unknown>;
  readonly patchChannels: (patches: readonly ChannelPatch[]) => Promise<{ readonly changed: number }>;
  readonly checkChannel: (id: ChannelId) => Promise<ChannelCheck>;
  /** False when the channel is not on air. @throws AppError `stream.unknown` */
  readonly moveSession: (id: ChannelId, streamId: StreamId) => boolean;
  readonly endSession: (id: ChannelId) => boolean;
  readonly endViewer: (id: string) => boolean;
  readonly alerts: AlertsPort;
  /** How the streams are, all together; left out where nothing is checked. */
  readonly health?: () => HealthFigures;
  readonly profile?: ProfileChoice;
}

export interface AlertsPort {
  /** The newest first. */
  readonly open: readonly Alert[];
  /** In the language of alerts. */
  textOf(facts: AlertFacts): AlertText;
  onChanged(
    listener: (
      alert: Alert,
      change: 'grown' | 'muted' | 'noticed' | 'raised' | 'resolved' | 'unmuted' | 'withdrawn',
    ) => void,
  ): Unsubscribe;
}
