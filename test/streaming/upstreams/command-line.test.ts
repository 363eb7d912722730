// What programs are given, and what a hostile list cannot make of it.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMAND_PRESETS } from '../../../src/model/stream-profile-presets.ts';
import { commandProfile, type CommandProfile } from '../../../src/model/stream-profile.ts';
import { commandLine } from '../../../src/streaming/upstreams/command-line.ts';

const profile = (...args: readonly string[]): CommandProfile => ({
  name: 'mine',
  label: '',
  program: 'player',
  arguments: [...args],
});
const URL = 'http://tv.example/1';

test('placeholders are filled, other braces are the program’s own', () => {
  const source = { url: URL, headers: { 'user-agent': 'VLC/3', referer: 'http://page.example/' } };
  expect(commandLine(profile('--ua={userAgent}', '--ref={referer}', '#std{mux=ts,dst=-}', '{url}'), source)).toEqual([
    '--ua=VLC/3',
    '--ref=http://page.example/',
    '#std{mux=ts,dst=-}',
    URL,
  ]);
});

test('an argument about a header is repeated for each, and left out without any', () => {
  const asked = profile('--header={headerName}={headerValue}', '{url}');
  const headers = { 'user-agent': 'VLC/3', cookie: 'a=1; b=2', origin: 'http://x' };
  expect(commandLine(asked, { url: URL, headers })).toEqual([
    '--header=cookie=a=1; b=2',
    '--header=origin=http://x',
    URL,
  ]);
  expect(commandLine(asked, { url: URL, headers: {} })).toEqual([URL]);
});

test('conditions leave arguments out where a program would stumble over them', () => {
  const asked = profile('{?http}-user_agent', '{?http}{userAgent}', '{?rtsp}-rtsp_transport', '{?rtsp}tcp', '{url}');
  const headers = { 'user-agent': 'VLC/3' };
  expect(commandLine(asked, { url: URL, headers })).toEqual(['-user_agent', 'VLC/3', URL]);
  expect(commandLine(asked, { url: 'rtsp://cam/1', headers })).toEqual(['-rtsp_transport', 'tcp', 'rtsp://cam/1']);
  expect(commandLine(asked, { url: 'srt://host:9', headers })).toEqual(['srt://host:9']);
});

test('what a list says is never a placeholder itself', () => {
  const source = { url: 'http://tv.example/{userAgent}', headers: { 'user-agent': '{url}' } };
  expect(commandLine(profile('{userAgent}', '{url}'), source)).toEqual(['{url}', 'http://tv.example/{userAgent}']);
});

test('ffmpeg is told what it may open, also in a profile that does not', () => {
  const own = { ...profile('-i', '{url}'), program: '/opt/bin/ffmpeg' };
  const line = commandLine(own, { url: URL, headers: {} });
  expect(line.slice(0, 2)).toEqual(['-protocol_whitelist', expect.stringContaining('http,https')]);
  for (const local of ['file', 'pipe', 'concat', 'subfile', 'unix']) expect(line[1]!.split(',')).not.toContain(local);
});

const HOSTILE = [
  '-i',
  '--exec=reboot',
  '-filter_script file:///etc/passwd',
  'file:///etc/passwd',
  'FILE:///etc/passwd',
  '/etc/passwd',
  'etc/passwd',
  '../../etc/passwd',
  'concat:/etc/passwd|http://x/',
  'concat://etc/passwd',
  'subfile,,start,0,end,0,,:/etc/passwd',
  'async:file:/etc/passwd',
  'cache:http://x/',
  'crypto+http://x/',
  'data:text/plain,x',
  'pipe:0',
  'unix:///run/docker.sock',
  'ftp://x/',
  'sftp://x/',
  'gopher://127.0.0.1:25/x',
  'tcp://127.0.0.1:25',
  'lavfi://testsrc',
  'tee:/data/x',
  'http:/etc/passwd',
  'http:',
  '',
  ' http://x/',
  'http://x/ -f null /data/settings.json',
  'http://x/\n-i',
  'http://x/\r\nHost: y',
  'http://x/\u0000',
  'http://x/\u007f',
  `http://x/${'a'.repeat(10_000)}`,
  'playlist:http://x/',
  'vlc://quit',
  'screen://',
  'ytsearch:x',
];

test.each(HOSTILE)('no program is given the address %j', (url) => {
  expect(() => commandLine(profile('{url}'), { url, headers: {} })).toThrow(
    expect.objectContaining({ code: 'net.bad-address' }),
  );
});

test('a header that would begin another is left out', () => {
  const headers = { 'user-agent': 'a\r\nx: y', cookie: 'a\nb', origin: 'http://x' };
  const line = commandLine(profile('{userAgent}', '{headers}', '{url}'), { url: URL, headers });
  expect(line).toEqual(['', 'origin: http://x\r\n', URL]);
});

const lineOf = (preset: CommandProfile, [url, agent, more]: readonly [string, string, string]): string[] =>
  commandLine(preset, { url, headers: { 'user-agent': agent, cookie: more, referer: more } });

describe.each(COMMAND_PRESETS)('the preset $name', (preset) => {
  test('is a valid profile', () => {
    expect(commandProfile.parse(preset)).toEqual(preset);
  });

  test('has the same options whatever an address and headers say', () => {
    const tame = lineOf(preset, [URL, 'x', 'x']);
    const other = lineOf(preset, ['https://y.example/2', 'y', 'y']);
    const fixedOf = (line: readonly string[]): string[] => line.filter((_, index) => tame[index] === other[index]);
    const text = fc.string({
      minLength: 1,
      unit: fc.constantFrom('-', '=', ' ', '{', '}', '/', ':', ';', '|', '&', '$', '"', "'", 'a'),
    });
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), text, text, (url, agent, more) => {
        const line = lineOf(preset, [url, agent, more]);
        expect(line).toHaveLength(tame.length);
        expect(fixedOf(line)).toEqual(fixedOf(tame));
      }),
      { numRuns: 50 },
    );
  });
});
