// Stream profiles: the ways in which a stream can come to a viewer. `proxy` fetches it once and shares it; `redirect` sends
// the client to the provider; any other is a command that writes MPEG-TS to its standard output.

import * as z from 'zod';

export const PROXY = 'proxy';
export const REDIRECT = 'redirect';

/** What an argument may hold: `{url}` … is replaced; an argument with a header's name or value is repeated for each. */
export const PLACEHOLDERS = ['url', 'userAgent', 'referer', 'headers', 'headerName', 'headerValue'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** In front of an argument: `{?http}-user_agent` is given for addresses of that kind, or where there is such a thing, only. */
export const CONDITIONS = ['http', 'rtsp', 'rtmp', 'srt', 'headers', 'referer'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** `{name}` and `{?name}`; other braces, as VLC has them, are the program's own. */
export const BRACES = /\{(\??)([A-Za-z]+)\}/g;

const isKnown = (argument: string): boolean =>
  [...argument.matchAll(BRACES)].every(([, mark, name = ''], index) =>
    mark === '?'
      ? index === 0 && argument.startsWith('{?') && (CONDITIONS as readonly string[]).includes(name)
      : (PLACEHOLDERS as readonly string[]).includes(name),
  );

const argument = z
  .string()
  .max(2_000)
  .regex(/^[^\0]*$/)
  .refine(isKnown, 'an unknown placeholder');

/** A name that is looked up in PATH, or an absolute path. */
export const programName = z
  .string()
  .min(1)
  .max(500)
  .regex(/^(?:[\w.+-]+|\/[^\0]+)$/, 'the name of a program or its absolute path');

export const profileName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens');

export const commandProfile = z.strictObject({
  name: profileName,
  /** For people; may be empty. */
  label: z.string().trim().max(100),
  program: programName,
  arguments: z
    .array(argument)
    .max(100)
    .refine((all) => all.some((one) => one.includes('{url}')), 'one argument has to hold {url}'),
});

export type CommandProfile = z.output<typeof commandProfile>;

/** The first client rule whose text is in the viewer's User-Agent, whatever the case. */
export const clientProfile = z.strictObject({
  user_agent: z.string().trim().min(1).max(200),
  profile: profileName,
});

export interface ProfileChoice {
  readonly profile: string;
  readonly chosenBy: 'channel' | 'client' | 'provider' | 'setting';
}

export interface ProfileRules {
  readonly channel: string | null | undefined;
  readonly provider: string | null | undefined;
  readonly clients: readonly z.output<typeof clientProfile>[];
  readonly setting: string;
  readonly userAgent: string;
}

/** The most specific wins: a channel's, because it says how its stream can be had at all; the client's; the provider's. */
export function chooseProfile({ channel, provider, clients, setting, userAgent }: ProfileRules): ProfileChoice {
  if (channel) return { profile: channel, chosenBy: 'channel' };
  const agent = userAgent.toLowerCase();
  const client = clients.find((rule) => agent.includes(rule.user_agent.toLowerCase()));
  if (client) return { profile: client.profile, chosenBy: 'client' };
  if (provider) return { profile: provider, chosenBy: 'provider' };
  return { profile: setting, chosenBy: 'setting' };
}

/**
 * In a profile's place: one stream of the channel alone, to try it out. No profile can be called so.
 * @param streamId as printed
 */
export const onlyStream = (streamId: string): string => `only:${streamId}`;

/** @returns the stream's id as printed; undefined for a profile */
export const onlyStreamIn = (profile: string | undefined): string | undefined => /^only:(.+)$/.exec(profile ?? '')?.[1];

export const isCommand = (profile: string): boolean => profile !== PROXY && profile !== REDIRECT;
