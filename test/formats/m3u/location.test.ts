import { describe, expect, test } from 'vitest';
import { addHeader, addressAtEnd, nameFromAddress, readLocation } from '../../../src/formats/m3u/location.ts';

const BASE = 'https://list.invalid/dir/list.m3u';

describe('an address', () => {
  test.each([
    'http://a.invalid/1',
    'https://a.invalid:8080/live/u/p/1.ts?x=y#z',
    'rtsp://a.invalid/1',
    'udp://@239.1.1.1:1234',
    'rtp://239.1.1.1:1234',
    'srt://a.invalid:9000?mode=caller',
    'mmsh://a.invalid/1',
  ])('%s is kept as it is', (url) => {
    expect(readLocation(url, '', true)).toEqual({ url, headers: null });
  });

  test.each([
    ['HTTP://a.invalid/1', 'http://a.invalid/1'],
    ['http://a.invalid/a b.ts', 'http://a.invalid/a%20b.ts'],
    ['//a.invalid/1', 'https://a.invalid/1'],
    ['/1.ts', 'https://list.invalid/1.ts'],
    ['../1.ts', 'https://list.invalid/1.ts'],
    ['1', 'https://list.invalid/dir/1'],
    ['a b.ts', 'https://list.invalid/dir/a%20b.ts'],
  ])('%s becomes %s', (line, url) => {
    expect(readLocation(line, BASE, true)).toEqual({ url, headers: null });
  });

  test.each([
    ['plugin://x/y', 'unsupported-address'],
    ['acestream://abc', 'unsupported-address'],
    ['pipe://ffmpeg -i x', 'unsupported-address'],
    ['file:///etc/passwd', 'unsupported-address'],
    ['javascript:alert(1)', 'unsupported-address'],
    ['http://', 'not-an-address'],
    ['http:///x', 'not-an-address'],
    ['three plain words', 'not-an-address'],
  ])('%s is %s', (line, reason) => {
    expect(readLocation(line, BASE, true)).toBe(reason);
  });

  test('a bare word is one only where an address is due', () => {
    expect(readLocation('word', BASE, false)).toBe('not-an-address');
    expect(readLocation('stream.m3u8', BASE, false)).toEqual({
      url: 'https://list.invalid/dir/stream.m3u8',
      headers: null,
    });
    expect(readLocation('word', '', true)).toBe('relative-address');
  });
});

describe('the suffix', () => {
  test.each([
    ['|User-Agent=VLC%2F3.0+x', { 'user-agent': 'VLC/3.0 x' }],
    ['|user-agent=A&Referer=http://r.invalid/?a%3Db', { 'user-agent': 'A', referer: 'http://r.invalid/?a=b' }],
    [' | X-Token=100%', { 'x-token': '100%' }],
    ['|Cookie=a%3Db|Origin=http://o.invalid', { cookie: 'a=b', origin: 'http://o.invalid' }],
    ['|', null],
    ['|nonsense', null],
    ['|Bad Name=x', null],
    ['|X=a%0d%0aInjected:%201', null],
  ])('%s', (suffix, headers) => {
    expect(readLocation(`http://a.invalid/1${suffix}`, '', true)).toEqual({ url: 'http://a.invalid/1', headers });
  });
});

test('a header of two lines is none', () => {
  const headers = {};
  addHeader(headers, 'x-a', 'b\r\nx-c: d');
  addHeader(headers, 'x-b', '  ');
  addHeader(headers, 'X-C', ' ok ');
  expect(headers).toEqual({ 'x-c': 'ok' });
});

test.each([
  ['http://a.invalid/path/News_24.m3u8?x=1', 'News 24'],
  ['http://a.invalid/T%C3%A9l%C3%A9.ts', 'Télé'],
  ['http://a.invalid/100%/', '100%'],
  ['http://a.invalid/', 'a.invalid'],
  ['http://tv.tld/hls/index.m3u8', 'tv.tld'],
  ['http://tv.tld/Arte/index.m3u8', 'Arte'],
  ['udp://@239.1.1.1:1234', '@239.1.1.1:1234'],
])('%s is called %s', (url, name) => {
  expect(nameFromAddress(url)).toBe(name);
});

test.each([
  ['TF1 http://a.invalid/1', { name: 'TF1', address: 'http://a.invalid/1' }],
  ['http://a.invalid/1', { name: '', address: 'http://a.invalid/1' }],
  ['TF1', undefined],
  ['TF1 http:/ TV', undefined],
])('the address in %j', (name, found) => {
  expect(addressAtEnd(name)).toEqual(found);
});
