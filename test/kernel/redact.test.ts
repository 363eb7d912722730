import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactText, redactValue } from '../../src/kernel/redact.ts';

// Each shape was seen in a playlist, a panel's answer or a client's log; §u and §p stand for user name and password.
const SHAPES = [
  'http://§u:§p@tv.invalid:8080/get.php',
  'https://§p@tv.invalid/list.m3u',
  'rtsp://§u:§p@10.0.0.5/ch1',
  'xtream://§u:§p@tv.invalid:8080',
  'xtreams://§u:§p@tv.invalid',
  'mqtt://§u:§p@core-mosquitto:1883',
  '//§u:§p@tv.invalid/list.m3u',
  'http://§u:a@b@§p@tv.invalid/list.m3u',
  'http://tv.invalid/get.php?username=§u&password=§p&type=m3u_plus&output=ts',
  'http://tv.invalid/get.php?type=m3u_plus&PASSWORD=§p',
  'http://tv.invalid/get.php?password=§p',
  'http://tv.invalid/get.php?password=§p#fragment',
  'http://tv.invalid/xmltv.php?username=§u&password=a%20§p%2F',
  'http://tv.invalid/live/§u/§p/1001.ts',
  'http://tv.invalid:8080/live/§u/§p/1001.m3u8',
  'http://tv.invalid/LIVE/§u/§p/1001.ts',
  'http://tv.invalid/movie/§u/§p/77.mkv',
  'http://tv.invalid/series/§u/§p/78.mp4',
  'http://tv.invalid/timeshift/§u/§p/60/2026-11-23:20-00/1001.ts',
  'http://tv.invalid/streaming/timeshift.php?username=§u&password=§p&stream=1001&start=2026-11-23:20-00',
  'http://tv.invalid/playlist/§u/§p/m3u_plus',
  'http://tv.invalid/list.php?u=§u&p=§p&type=m3u',
  'http://tv.invalid/live/§u/a%2F§p/1001.ts',
  'http://tv.invalid:25461/§u/§p/1001',
  'http://tv.invalid/§u/§p/1001.ts',
  'http://tv.invalid/§u/§p/1001.m3u8?token=x',
  'http://tv.invalid/§u/§p/1001.ts|User-Agent=VLC',
  'GET /§u/§p/1001.ts 200',
  'GET /live/§u/§p/1001.ts 200',
  'http://tv.invalid/play/live.php?mac=§p&stream=1&extension=ts&play_token=§p',
  'http://tv.invalid/ch.m3u8?token=§p',
  'http://tv.invalid/ch.m3u8?hdnea=st=1~exp=2~acl=/*~hmac=§p',
  'http://tv.invalid/ch.m3u8?wmsAuthSign=§p==',
  'http://tv.invalid/ch.m3u8?access_token=§p&x=1',
  'http://tv.invalid/ch.m3u8?a=1;token=§p',
  'http://tv.invalid/ch.ts|Cookie=§p',
  'http://tv.invalid/ch.ts|Cookie=lang=en; session=§p; other=§p',
  'http://tv.invalid/ch.ts|User-Agent=VLC&Cookie=a%3D§p%3B%20b%3D§p',
  'http://tv.invalid/ch.ts|Authorization=Basic §p',
  'http://tv.invalid/ch.ts|authorization=Bearer%20§p&Referer=x',
  'http://proxy.invalid/?url=http%3A%2F%2F§u%3A§p%40tv.invalid%2Flist.m3u',
  'http://proxy.invalid/?url=http%3A%2F%2Ftv.invalid%2Fget.php%3Fusername%3D§u%26password%3D§p%26type%3Dts',
  'http://proxy.invalid/?url=http%3A%2F%2Ftv.invalid%2Flive%2F§u%2F§p%2F1001.ts&x=1',
  'http://proxy.invalid/?url=http%3A%2F%2Ftv.invalid%2F§u%2F§p%2F1001.ts',
  'Authorization: Bearer §p',
  'proxy-authorization: Basic §p',
  'Cookie: lang=en; session=§p',
  'set-cookie: session=§p; path=/',
  'x-api-key: §p',
  '{"authorization":"Bearer §p","accept":"*/*"}',
  '{"user_info":{"username":"§u","password":"§p","auth":1}}',
  '{"username": "§u", "password": "a\\n§p"}',
  '{"token":"§p"}',
  '{"access_token" : "§p"}',
  'body: "{\\"username\\":\\"§u\\",\\"password\\":\\"§p\\"}"',
  'the panel said no to password=§p, status 403',
  'request failed (http://tv.invalid/live/§u/§p/1001.ts), then (http://§u:§p@tv.invalid/)',
];

test.each(SHAPES)('no user name or password is left of %s', (shape) => {
  const redacted = redactText(shape.replaceAll('§u', 'zaphod77').replaceAll('§p', 'betel9euse'));
  expect(redacted).not.toMatch(/zaphod77|betel9euse/);
  expect(redacted).toContain('***');
});

const word = fc.stringMatching(/^[a-zA-Z0-9._~!$*+-]{6,16}$/).map((text) => `q7${text}z`);

test('whatever the words are, none of a URL shape is left', () => {
  const urls = SHAPES.filter((shape) => /^[a-z]+:\/\//.test(shape));
  fc.assert(
    fc.property(fc.constantFrom(...urls), word, word, (shape, user, password) => {
      const redacted = redactText(shape.replaceAll('§u', () => user).replaceAll('§p', () => password));
      expect(redacted).not.toContain(password);
      expect(redacted).not.toContain(user);
    }),
  );
});

test('redacting twice changes nothing more', () => {
  for (const shape of SHAPES) expect(redactText(redactText(shape))).toBe(redactText(shape));
});

test.each([
  'Playlist read: 5000 entries, 3 skipped in 1.2 s',
  'Channel 5.1 moved from News to Sports / Live',
  'http://tv.invalid:8080/get.php?type=m3u_plus&output=ts',
  'http://192.168.1.5:5004/auto/v5.1',
  'http://192.168.1.5:5004/stream/c0a1b2c3d4e5.ts',
  'udp://@239.0.0.1:1234',
  'https://cdn.invalid/logos/2024/12345.png',
  'https://cdn.invalid/channels/news/index.m3u8',
  'token bucket is empty; basic settings are used; the key frame is missing',
  'net.timeout: no answer in 8 s (cause: ETIMEDOUT)',
  'ratio 16:9, size 640x360, code=3',
  'mail to joe@example.com about a/b/c',
  '{"code":"net.dns","key":"value","hash":"ab12"}',
])('%s says nothing secret and stays as it is', (text) => {
  expect(redactText(text)).toBe(text);
});

test('what helps to find the fault is kept: host, port, kind of request and stream id', () => {
  expect(redactText('http://u:p@tv.invalid:8080/live/u/p/1001.ts?token=t&x=1')).toBe(
    'http://***@tv.invalid:8080/live/***/***/1001.ts?token=***&x=1',
  );
});

test('what nobody has thought up is no part of an address that is shown; words, ids and pictures are', () => {
  const drawn = '3f9c8a7e5d1b2c4a6f8e0d';
  for (const rest of [`/m3u/${drawn}/list.m3u`, `/${drawn}`, `/${drawn}.m3u8?x=1`, `/a/${drawn}#b`])
    expect(redactText(`got https://tv.invalid${rest} at once`)).not.toContain(drawn);
  const plain = `https://tv.invalid/channels/the-evening-news-of-today/2024-11-26/${drawn}.png`;
  expect(redactText(plain)).toBe(plain);
});

test('a hostile text of a megabyte is redacted without standing still', () => {
  for (const piece of ['a', '/', 'a/', '://', '://a/', '/a1', '%2F', '"password":"', '=', '?key', 'eyJ', '|cookie=']) {
    expect(redactText(piece.repeat(100_000)).length).toBeGreaterThan(0);
  }
});

test('secret fields are hidden at any depth and in any spelling', () => {
  const value = {
    password: 'p',
    accessToken: 'p',
    signing_key: 'p',
    headers: { 'set-cookie': ['p', 'p'], 'Proxy-Authorization': 'p', accept: '*/*' },
    provider: { pwd: 1234, name: 'Home' },
  };
  expect(redactValue(value)).toEqual({
    password: '***',
    accessToken: '***',
    signing_key: '***',
    headers: { 'set-cookie': '***', 'Proxy-Authorization': '***', accept: '*/*' },
    provider: { pwd: '***', name: 'Home' },
  });
});

test('fields that only sound secret are shown, and so is a secret that is not set', () => {
  const value = { code: 'net.dns', key: 'v', hash: 'ab12', session: 3, password: '', token: null, auth: true };
  expect(redactValue(value)).toEqual(value);
});

test('errors are flattened with their causes, and redacted', () => {
  const cause = new Error('connect to http://u:hunter2@tv.invalid/ failed');
  expect(redactValue(new Error('no playlist', { cause }))).toBe(
    'no playlist (cause: connect to http://***@tv.invalid/ failed)',
  );
});

test('any value can be written as JSON afterwards: cycles, bytes, functions, big numbers', () => {
  const value: Record<string, unknown> = {
    bytes: new Uint8Array(5),
    big: 7n,
    call: () => 1,
    when: new Date(0),
    map: new Map([['a', 1]]),
    set: new Set([1]),
  };
  value['self'] = value;
  expect(JSON.parse(JSON.stringify(redactValue(value)))).toMatchObject({
    bytes: '5 bytes',
    big: '7',
    when: '1970-01-01T00:00:00.000Z',
    map: { a: 1 },
    set: [1],
  });
});

test.each(['?u=', '/a1', '://', 'eyJ', '"password":'])('a long text of %j is gone through once', (part) => {
  expect(redactText(part.repeat(200_000)).length).toBeGreaterThan(0);
});
