// A login that is typed as three things is the address that the server reads.

import { expect, test } from 'vitest';
import { loginIn, xtreamSource } from '../../../panel/views/welcome/panel-address.ts';
import { parseXtreamSource } from '../../../src/formats/xtream/source.ts';

const login = { user: 'anna', password: 'se:cr@t/#1' };

test.each([
  ['tv.example:8080', 'http://tv.example:8080'],
  [' http://tv.example:8080/ ', 'http://tv.example:8080'],
  ['https://tv.example', 'https://tv.example'],
  ['HTTPS://tv.example/c/', 'https://tv.example/c'],
  ['xtreams://tv.example', 'https://tv.example'],
])('server %s', (server, base) => {
  expect(parseXtreamSource(xtreamSource({ server, ...login }))).toEqual({
    base,
    username: 'anna',
    password: login.password,
  });
});

test('blanks that were copied along belong to nothing', () => {
  const source = xtreamSource({ server: 'tv.example', user: ' anna ', password: 'secret\t' });
  expect(parseXtreamSource(source)).toMatchObject({ username: 'anna', password: 'secret' });
});

test('the address of a panel’s playlist holds its login', () => {
  expect(loginIn('http://tv.example:8080/get.php?username=anna&password=a%20b&type=m3u_plus')).toEqual({
    server: 'http://tv.example:8080',
    user: 'anna',
    password: 'a b',
  });
  expect(loginIn('http://tv.example/list.m3u?username=anna&password=x')).toBeUndefined();
  expect(loginIn('http://tv.example/get.php?username=anna')).toBeUndefined();
  expect(loginIn('no address')).toBeUndefined();
});
