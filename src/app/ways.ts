// How a channel comes to a viewer: fetched and shared, brought by a program, or by a redirect to the provider; and why so.

import type { ProfilesPort, ProfileView, Way } from '../http/api/ports.ts';
import { findCommand } from '../model/command-settings.ts';
import type { ChannelId } from '../model/ids.ts';
import { DEFAULT_USER_AGENT } from '../model/provider.ts';
import { COMMAND_PRESETS } from '../model/stream-profile-presets.ts';
import { chooseProfile, isCommand, PROXY, REDIRECT, type ProfileChoice } from '../model/stream-profile.ts';
import type { StreamSource } from '../model/stream.ts';
import type { Programs } from '../processes/programs.ts';
import type { Viewer } from '../streaming/sink.ts';
import { hlsUrlOf, sourcesOf, type Known } from './sources.ts';

export interface ChosenWay extends Way {
  /** Where a redirect goes. A secret: it may hold a password. */
  readonly url?: string;
  /** What the hub is to be asked for in place of the channel's usual way. */
  readonly viewerProfile?: string;
}

/** Who asks. A client that was redirected cannot be counted: a person's limit would be none. */
export interface Asking extends Pick<Viewer, 'userAgent'> {
  readonly account?: Pick<NonNullable<Viewer['account']>, 'maxStreams'>;
}

/** What a client is sent to when it is redirected: a stream as it is, or the same as HLS. */
type Target = (source: StreamSource, known: Known) => string | undefined;

const asItIs: Target = ({ url }) => url;

/** @throws AppError `channel.unknown`, `channel.disabled` */
export const wayOf = (id: ChannelId, asking: Asking, known: Known): ChosenWay => wayTo(asItIs, id, asking, known);

/** Of a client that wants HLS: a redirect goes to the provider's own. @throws AppError as `wayOf` */
export const hlsWayOf = (id: ChannelId, asking: Asking, known: Known): ChosenWay => wayTo(hlsUrlOf, id, asking, known);

function wayTo(target: Target, id: ChannelId, asking: Asking, known: Known): ChosenWay {
  const sources = sourcesOf(id, undefined, known);
  const { default_profile: setting, client_profiles: clients } = known.settings().streaming;
  const provider = sources[0] && known.providers.get(sources[0].providerId)?.stream_profile;
  const channel = known.lineup.streamProfileOf(id);
  const choice = chooseProfile({ channel, provider, clients, setting, userAgent: asking.userAgent });
  if (choice.profile === REDIRECT) return redirectOr({ choice, sources, asking, target }, known);
  const more = choice.chosenBy === 'client' ? { viewerProfile: choice.profile } : {};
  if (choice.profile === PROXY) return { ...choice, way: 'proxy', reason: null, ...more };
  if (!findCommand(choice.profile, known.settings().commands)) {
    return { ...choice, way: 'proxy', reason: `There is no stream profile ${choice.profile}.`, ...more };
  }
  return { ...choice, way: 'command', reason: null, ...more };
}

/**
 * Where a client is sent for a movie, an episode or a programme of the past; `undefined` where Masthead brings it, as it
 * does for every command profile: programs make live streams.
 * @param channel whose programme it is
 */
export function redirectOfFile(
  sources: readonly StreamSource[],
  { channel, ...asking }: Asking & { readonly channel?: ChannelId },
  known: Known,
): string | undefined {
  const { default_profile: setting, client_profiles: clients } = known.settings().streaming;
  const provider = sources[0] && known.providers.get(sources[0].providerId)?.stream_profile;
  const own = channel === undefined ? undefined : known.lineup.streamProfileOf(channel);
  const choice = chooseProfile({ channel: own, provider, clients, setting, userAgent: asking.userAgent });
  if (choice.profile !== REDIRECT) return undefined;
  return redirectOr({ choice, sources, asking, target: asItIs }, known).url;
}

interface Redirecting {
  readonly choice: ProfileChoice;
  readonly sources: readonly StreamSource[];
  readonly asking: Asking;
  readonly target: Target;
}

/** To the first stream that the client can fetch by itself; else the stream is proxied, with the reason. */
function redirectOr({ choice, sources, asking, target }: Redirecting, known: Known): ChosenWay {
  const judged = sources.map((source) => {
    const url = target(source, known);
    return { url, obstacle: url === undefined ? NO_HLS : obstacleOf({ ...source, url }, known) };
  });
  const free = isBounded(asking, known) ? undefined : judged.find(({ obstacle }) => obstacle === undefined);
  if (free?.url !== undefined) return { ...choice, way: 'redirect', reason: null, url: free.url };
  const reason = judged[0] ? (judged[0].obstacle ?? BOUNDED) : 'The channel has no stream.';
  const more = choice.chosenBy === 'client' ? { viewerProfile: PROXY } : {};
  return { ...choice, way: 'proxy', reason, ...more };
}

const isBounded = ({ account }: Asking, known: Known): boolean =>
  account != null && account.maxStreams !== null && !known.settings().streaming.redirect_despite_limit;

const BOUNDED = 'Who asks may have so many streams, and those of redirected clients cannot be counted.';
const NO_HLS = 'Its provider does not say that it has it as HLS.';

function obstacleOf({ url, headers, providerId, logins }: StreamSource, known: Known): string | undefined {
  const { maintenance, streaming } = known.settings();
  if (maintenance.enabled) return 'Masthead is under maintenance.';
  if (!/^https?:/i.test(url)) return 'Its address is not HTTP: clients could not be sent there.';
  const needsHeaders = Object.entries(headers).some(
    ([name, value]) => name !== 'user-agent' || value !== DEFAULT_USER_AGENT,
  );
  if (needsHeaders) return 'It needs request headers, which a redirect cannot carry.';
  const provider = known.providers.get(providerId);
  const isLimited = provider && known.watch.loginLimitOf(provider, logins?.[0]?.id ?? '') !== null;
  if (!isLimited || streaming.redirect_despite_limit) return undefined;
  return 'Its provider limits connections, and those of redirected clients cannot be counted.';
}

export function createProfilesPort(known: Known, programs: Programs): ProfilesPort {
  return {
    list: () => profilesOf(known, programs),
    wayOf(id, userAgent) {
      const { profile, chosenBy, way, reason } = wayOf(id, { userAgent }, known);
      return { profile, chosenBy, way, reason };
    },
  };
}

function profilesOf({ settings }: Known, programs: Programs): ProfileView[] {
  const { commands } = settings();
  const presets = COMMAND_PRESETS.map(({ name }) => name);
  const names = [PROXY, REDIRECT, ...presets, ...commands.profiles.map(({ name }) => name)];
  return names.map((name) => {
    const command = isCommand(name) ? findCommand(name, commands) : undefined;
    if (!command)
      return { name, label: LABELS[name] ?? '', is_preset: true, command: null, is_available: true, reason: null };
    const { label, program, arguments: args } = command;
    const reason = commands.allowed_programs.includes(program)
      ? programs.find(program) === undefined
        ? `${program} is not installed`
        : null
      : `${program} is not allowed to run`;
    return {
      name,
      label,
      is_preset: presets.includes(name),
      command: { program, arguments: args },
      is_available: reason === null,
      reason,
    };
  });
}

const LABELS: Readonly<Record<string, string>> = {
  [PROXY]: 'Fetched once and shared by all viewers',
  [REDIRECT]: 'The client is sent to the provider',
};
