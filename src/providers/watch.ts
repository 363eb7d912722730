// Watches over where providers are to be had and how their accounts stand: the quickest place that answers is the one in
// use, for lists and streams alike; a failed one comes back when it is well again.

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError, type ErrorCode } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { redactText } from '../kernel/redact.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderAccount } from '../model/provider-account.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { HttpClient } from '../net/client.ts';
import { loginLimitOf, poolLimitOf, usableLogins, type KnownAccounts } from './login-limits.ts';
import { rankPlaces, type Place } from './places.ts';
import type { ProviderKind } from './provider.ts';

/** Places are checked this often where there is a choice; a panel's single place is asked how the account stands. */
const CHECK_EVERY_MS = 5 * MINUTE_MS;
const ACCOUNT_EVERY_MS = 60 * MINUTE_MS;
/** A playlist whose panel says nothing of accounts: its list is asked for in place of it, and panels count how often. */
const SILENT_EVERY_MS = DAY_MS;
/** Somebody had trouble: places are looked at again at once, but not for each retry of each channel. */
const TROUBLE_REST_MS = 20 * SECOND_MS;
const TICK_MS = 15 * SECOND_MS;
const PROBE_MS = 15 * SECOND_MS;

export interface ProviderWatchOptions {
  readonly kinds: readonly ProviderKind[];
  readonly providers: () => readonly ProviderSettings[];
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Connections of ours that a provider counts, or may still count. */
  readonly ownConnections?: (id: ProviderId) => number;
}

export interface ProviderStanding {
  readonly account: ProviderAccount | null;
  /** When the account last said so; null when it never has. */
  readonly checkedAt: number | null;
  /** Of everybody and of us, when the account was last asked for it; null while it was not. */
  readonly connections: { readonly active: number; readonly own: number; readonly at: number } | null;
  /** Best first; only where there is more than one. */
  readonly places: readonly PlaceStanding[];
  /** The pool, the provider's own login ('') first; only where there is more than one. */
  readonly logins: readonly LoginStanding[];
}

export interface LoginStanding {
  readonly id: string;
  readonly account: ProviderAccount | null;
  /** Connections that it is used for at once; null is any number. */
  readonly limit: number | null;
}

export interface PlaceStanding {
  /** Redacted. */
  readonly source: string;
  readonly isInUse: boolean;
  readonly latencyMs: number | null;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}

interface Watched {
  key: string;
  places: Place[];
  /** Of `places`. */
  inUse: string;
  /** By login. */
  accounts: Map<string, ProviderAccount>;
  accountAt: number | null;
  connections: ProviderStanding['connections'];
  checkedMs: number;
  /** All places and logins have been asked once, whatever they said. */
  hasAsked: boolean;
  /** It has answered, and not with an account. */
  isSilent: boolean;
  checking: Promise<void> | undefined;
}

export class ProviderWatch {
  readonly #options: ProviderWatchOptions;
  readonly #watched = new Map<ProviderId, Watched>();
  readonly #stopping = new AbortController();
  #timer: Timer | undefined;

  constructor(options: ProviderWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = this.#options.clock.every(TICK_MS, () => this.#tick());
    this.#tick();
  }

  async stop(): Promise<void> {
    this.#timer?.cancel();
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await Promise.allSettled([...this.#watched.values()].flatMap(({ checking }) => checking ?? []));
  }

  /** Where a source of the provider (its own, or a guide at the same place) is to be read, best first. */
  placesOf(settings: ProviderSettings, source: string): readonly string[] {
    const own = this.#placesIn(settings);
    const { places } = this.#of(settings);
    const there = [source, ...(this.#kindOf(settings)?.alternatives?.(settings, source) ?? [])];
    if (there.length !== own.length) return there;
    return rankPlaces(places).map((place) => there[own.indexOf(place.source)] ?? source);
  }

  /** The place that streams are to be dialled at. */
  inUse(settings: ProviderSettings): string {
    return this.#of(settings).inUse;
  }

  /** A reading has been told how the account stands. */
  learn(id: ProviderId, account: ProviderAccount): void {
    const settings = this.#options.providers().find((provider) => provider.id === id);
    if (!settings) return;
    const watched = this.#of(settings);
    watched.accounts.set('', account);
    watched.accountAt = this.#options.clock.now();
  }

  /** Connections that all logins of a provider allow together, as far as that is known; null is any number. */
  limitOf(settings: ProviderSettings): number | null {
    return poolLimitOf(settings, this.#loginsOf(settings), { ...this.#known(settings), isFirstAsked: false });
  }

  /** Connections that one login allows; few while it has not said so. Null is any number. */
  loginLimitOf(settings: ProviderSettings, login: string): number | null {
    return loginLimitOf(settings, login, this.#known(settings));
  }

  /** Whether its kind says how accounts stand. */
  hasAccounts(settings: ProviderSettings): boolean {
    const kind = this.#kindOf(settings);
    return kind?.hasAccount?.(settings) ?? kind?.furtherLogins !== undefined;
  }

  /** Those of a provider's logins that are in force, as far as is known. */
  usableLogins<Login extends { readonly id: string }>(
    settings: ProviderSettings,
    logins: readonly Login[],
  ): readonly Login[] {
    return usableLogins(logins, this.#known(settings));
  }

  /** A stream of it could not be had: with a choice of places, they are looked at again. */
  noticeTrouble(settings: ProviderSettings): void {
    if (this.#of(settings).places.length > 1) this.#checkSoon(settings);
  }

  /** The provider has refused a reading: its account may have ended since it was asked last. */
  noticeRefusal(id: ProviderId): void {
    const settings = this.#options.providers().find((provider) => provider.id === id);
    if (settings && this.hasAccounts(settings)) this.#checkSoon(settings);
  }

  #checkSoon(settings: ProviderSettings): void {
    const watched = this.#of(settings);
    if (this.#options.clock.monotonicMs() - watched.checkedMs >= TROUBLE_REST_MS) this.#check(settings, watched);
  }

  standing(settings: ProviderSettings): ProviderStanding {
    const { accounts, accountAt, connections, places, inUse } = this.#of(settings);
    const logins = this.#loginsOf(settings);
    return {
      account: accounts.get('') ?? null,
      checkedAt: accountAt,
      connections,
      places: (places.length < 2 ? [] : rankPlaces(places)).map(({ source, latencyMs, error }) => ({
        source: redactText(source),
        isInUse: source === inUse,
        latencyMs,
        error,
      })),
      logins: (logins.length < 2 ? [] : logins).map((id) => ({
        id,
        account: accounts.get(id) ?? null,
        limit: this.loginLimitOf(settings, id),
      })),
    };
  }

  #tick(): void {
    const nowMs = this.#options.clock.monotonicMs();
    const providers = this.#options.providers();
    for (const id of this.#watched.keys()) if (!providers.some((one) => one.id === id)) this.#watched.delete(id);
    for (const settings of providers) {
      if (!settings.enabled) continue;
      const watched = this.#of(settings);
      const isOften = watched.places.length > 1 || isUsedElsewhere(watched);
      const accountEveryMs = watched.isSilent ? SILENT_EVERY_MS : ACCOUNT_EVERY_MS;
      const everyMs = isOften ? CHECK_EVERY_MS : accountEveryMs;
      const isOfUse = watched.places.length > 1 || this.hasAccounts(settings);
      if (isOfUse && nowMs - watched.checkedMs >= everyMs) this.#check(settings, watched);
    }
  }

  #check(settings: ProviderSettings, watched: Watched): void {
    watched.checkedMs = this.#options.clock.monotonicMs();
    watched.checking ??= this.#checkAll(settings, watched).finally(() => (watched.checking = undefined));
  }

  async #checkAll(settings: ProviderSettings, watched: Watched): Promise<void> {
    const { clock, ownConnections = () => 0 } = this.#options;
    const before = ownConnections(settings.id);
    const onAccount = (account: ProviderAccount): void => {
      watched.accounts.set('', account);
      watched.accountAt = clock.now();
      const own = Math.max(before, ownConnections(settings.id)); // one may have come or gone while it answered
      watched.connections = { active: account.activeConnections, own, at: clock.now() };
    };
    watched.places = await Promise.all(watched.places.map(({ source }) => this.#probe(settings, source, onAccount)));
    if (this.#stopping.signal.aborted) return;
    const best = rankPlaces(watched.places, watched.inUse)[0]?.source ?? settings.source;
    if (best !== watched.inUse) {
      this.#options.log.info('a provider is used at another place', { provider: settings.id, place: best });
      watched.inUse = best;
    }
    await this.#askLogins(settings, watched);
    watched.hasAsked = true;
    watched.isSilent = watched.accounts.size === 0 && watched.places.every(({ error }) => error === null);
  }

  /** One after another: a panel that is asked by many at once bans the address. */
  async #askLogins(settings: ProviderSettings, watched: Watched): Promise<void> {
    for (const { id, source } of this.#kindOf(settings)?.furtherLogins?.(settings, watched.inUse) ?? []) {
      if (this.#stopping.signal.aborted) return;
      const { error } = await this.#probe(settings, source, (account) => watched.accounts.set(id, account));
      if (error) this.#options.log.debug('a login did not say how it stands', { provider: settings.id, ...error });
    }
  }

  async #probe(
    settings: ProviderSettings,
    source: string,
    onAccount: (account: ProviderAccount) => void,
  ): Promise<Place> {
    const { http, clock } = this.#options;
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(PROBE_MS)]);
    try {
      const report = await this.#kindOf(settings)!.probe({ settings, source, http, clock, signal });
      if (report.account) onAccount(report.account);
      return { source, latencyMs: report.latencyMs, error: null };
    } catch (error) {
      const timedOut = signal.aborted && !this.#stopping.signal.aborted;
      const { code, message } = timedOut ? new AppError('net.timeout', 'It did not answer in time') : toAppError(error);
      return { source, latencyMs: null, error: { code, message: redactText(message) } };
    }
  }

  #of(settings: ProviderSettings): Watched {
    const sources = this.#placesIn(settings);
    const logins = this.#kindOf(settings)?.furtherLogins?.(settings, settings.source) ?? [];
    const key = JSON.stringify([settings.kind, sources, logins]); // asked again at once when one of them changes
    const known = this.#watched.get(settings.id);
    if (known?.key === key) return known;
    const places = sources.map((source): Place => ({ source, latencyMs: null, error: null }));
    const made = {
      key,
      places,
      accounts: known?.accounts ?? new Map<string, ProviderAccount>(),
      accountAt: null,
      connections: null,
      checkedMs: Number.NEGATIVE_INFINITY,
      hasAsked: known?.hasAsked ?? false,
      isSilent: false,
      inUse: settings.source,
      checking: undefined,
    };
    this.#watched.set(settings.id, made);
    return made;
  }

  #known(settings: ProviderSettings): KnownAccounts {
    const { accounts, hasAsked } = this.#of(settings);
    return { accounts, isFirstAsked: this.hasAccounts(settings) && !hasAsked };
  }

  #loginsOf(settings: ProviderSettings): readonly string[] {
    const { inUse } = this.#of(settings);
    return ['', ...(this.#kindOf(settings)?.furtherLogins?.(settings, inUse) ?? []).map(({ id }) => id)];
  }

  #placesIn(settings: ProviderSettings): string[] {
    return [settings.source, ...(this.#kindOf(settings)?.alternatives?.(settings, settings.source) ?? [])];
  }

  #kindOf({ kind }: ProviderSettings): ProviderKind | undefined {
    return this.#options.kinds.find((candidate) => candidate.kind === kind);
  }
}

/** It is asked again soon whether that is so. */
const isUsedElsewhere = ({ connections }: Watched): boolean =>
  connections !== null && connections.active > connections.own;
