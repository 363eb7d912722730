// From a profile's arguments and a stream to the arguments of a program. What a list says becomes a part of one argument or
// a whole one, never an option: no shell reads it, and an address has to begin as one.

import { basename } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import { BRACES, type CommandProfile, type Condition, type Placeholder } from '../../model/stream-profile.ts';
import { FFMPEG_PROTOCOLS } from '../../model/stream-profile-presets.ts';
import type { StreamSource } from '../../model/stream.ts';

type Headers = readonly (readonly [name: string, value: string])[];

interface Facts {
  readonly url: string;
  readonly scheme: string;
  readonly userAgent: string;
  readonly referer: string;
  /** Without the User-Agent. */
  readonly headers: Headers;
}

/** Addresses that a program may be given. Not `file:`, `concat:`, `subfile:`, `pipe:` …: those read this machine. */
const SCHEMES = new Set(
  'http https rtsp rtsps rtspu rtmp rtmps rtmpt rtmpe rtmpte rtmpts udp rtp srtp srt rist mms mmsh mmst'.split(' '),
);
const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\/\S+$/i;
const MAX_ADDRESS_CHARACTERS = 8_192;

// oxlint-disable-next-line no-control-regex -- a line break would begin another header
const isOneLine = (value: string): boolean => !/[\x00-\x1f\x7f]/.test(value);

const CONDITION_TESTS: Readonly<Record<Condition, (facts: Facts) => boolean>> = {
  http: ({ scheme }) => /^https?$/.test(scheme),
  rtsp: ({ scheme }) => scheme.startsWith('rtsp'),
  rtmp: ({ scheme }) => scheme.startsWith('rtmp'),
  srt: ({ scheme }) => scheme === 'srt',
  headers: ({ scheme, headers }) => /^https?$/.test(scheme) && headers.length > 0,
  referer: ({ referer }) => referer !== '',
};

/** @throws AppError `net.bad-address` for an address that no program may be given */
export function commandLine(profile: CommandProfile, source: Pick<StreamSource, 'url' | 'headers'>): string[] {
  const facts = factsOf(source);
  return withProtocolList(profile).flatMap((argument) => expand(argument, facts));
}

function factsOf({ url, headers }: Pick<StreamSource, 'url' | 'headers'>): Facts {
  const scheme = ADDRESS.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined || !isOneLine(url) || !SCHEMES.has(scheme) || url.length > MAX_ADDRESS_CHARACTERS) {
    throw new AppError('net.bad-address', 'No program may be given this address');
  }
  const said = Object.entries(headers).filter(([, value]) => value !== '' && isOneLine(value));
  return {
    url,
    scheme,
    userAgent: said.find(([name]) => name === 'user-agent')?.[1] ?? '',
    referer: said.find(([name]) => name === 'referer')?.[1] ?? '',
    headers: said.filter(([name]) => name !== 'user-agent'),
  };
}

function expand(argument: string, facts: Facts): string[] {
  const condition = /^\{\?([A-Za-z]+)\}/.exec(argument);
  if (condition && !CONDITION_TESTS[condition[1] as Condition]?.(facts)) return [];
  const text = argument.slice(condition?.[0].length ?? 0);
  if (!/\{header(?:Name|Value)\}/.test(text)) return [fill(text, facts, ['', ''])];
  return facts.headers.map((header) => fill(text, facts, header));
}

function fill(text: string, facts: Facts, [headerName, headerValue]: readonly [string, string]): string {
  const values: Readonly<Record<Placeholder, string>> = {
    url: facts.url,
    userAgent: facts.userAgent,
    referer: facts.referer,
    headers: facts.headers.map(([name, value]) => `${name}: ${value}\r\n`).join(''),
    headerName,
    headerValue,
  };
  return text.replaceAll(BRACES, (braces, _mark, name: string) => values[name as Placeholder] ?? braces);
}

/** A list behind an address can name files of this machine: ffmpeg opens none when it is told what it may open. */
function withProtocolList({ program, arguments: all }: CommandProfile): readonly string[] {
  const isFfmpeg = /^ff(?:mpeg|probe|play)/.test(basename(program));
  if (!isFfmpeg || all.includes('-protocol_whitelist')) return all;
  return ['-protocol_whitelist', FFMPEG_PROTOCOLS, ...all];
}
