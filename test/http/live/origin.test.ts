// Which pages may open the socket.

import { expect, test } from 'vitest';
import { isForeignOrigin } from '../../../src/http/live/origin.ts';

interface Case {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly configured?: string;
  readonly isProxied?: boolean;
  readonly isForeign: boolean;
}

const HERE = { host: 'tv.lan:5004' };

test.each<Case>([
  { name: 'a program without an origin', headers: HERE, isForeign: false },
  { name: 'our own page', headers: { ...HERE, origin: 'http://tv.lan:5004' }, isForeign: false },
  { name: 'our own page, written in capitals', headers: { ...HERE, origin: 'HTTP://TV.LAN:5004' }, isForeign: false },
  { name: 'our own page on port 80', headers: { host: 'tv.lan:80', origin: 'http://tv.lan' }, isForeign: false },
  { name: 'another port of this host', headers: { ...HERE, origin: 'http://tv.lan:8080' }, isForeign: true },
  { name: 'another host', headers: { ...HERE, origin: 'http://tv.lan.evil.example:5004' }, isForeign: true },
  { name: 'a sandboxed page', headers: { ...HERE, origin: 'null' }, isForeign: true },
  { name: 'a page when no host was said', headers: { origin: 'http://tv.lan' }, isForeign: true },
  {
    name: 'the page behind a reverse proxy that is configured',
    headers: { host: '127.0.0.1:5004', origin: 'https://tv.example' },
    configured: 'https://tv.example',
    isForeign: false,
  },
  {
    name: "Home Assistant's page through its ingress",
    headers: { host: '172.30.32.1:62000', 'x-forwarded-host': 'ha.lan:8123', origin: 'http://ha.lan:8123' },
    isProxied: true,
    isForeign: false,
  },
  {
    name: "another page through Home Assistant's ingress",
    headers: { host: '172.30.32.1:62000', 'x-forwarded-host': 'ha.lan:8123', origin: 'http://evil.example' },
    isProxied: true,
    isForeign: true,
  },
  {
    name: 'a page that forges the forwarded host',
    headers: { ...HERE, 'x-forwarded-host': 'evil.example', origin: 'http://evil.example' },
    isForeign: true,
  },
])('$name: foreign is $isForeign', ({ headers, configured = '', isProxied = false, isForeign }) => {
  const asked = { req: { header: (name: string) => headers[name] } };
  expect(isForeignOrigin(asked, configured, isProxied)).toBe(isForeign);
});
