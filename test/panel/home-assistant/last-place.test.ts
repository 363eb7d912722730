import { expect, test } from 'vitest';
import { goOnWhereItWas, type Framed } from '../../../panel/home-assistant/last-place.ts';

const STEP = '#/welcome?step=groups&provider=one';

/** @param type how Home Assistant's page was loaded; null for one of another origin @param loaded at which of its own addresses */
function framed(type: string | null, loaded = '/app/masthead') {
  const kept = new Map<string, string>();
  let moved: (() => void) | undefined;
  const location = { hash: '', replace: (to: string | URL) => void (location.hash = String(to)) };
  const frame: Framed = {
    parent: {
      get performance() {
        if (type === null) throw new DOMException('Blocked a frame', 'SecurityError');
        const entry = { type, name: `http://home.example${loaded}` };
        return { timeOrigin: 5, getEntriesByType: () => [entry] as unknown as PerformanceEntryList };
      },
      location: { href: 'http://home.example/app/masthead', pathname: '/app/masthead' },
    },
    location,
    sessionStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    addEventListener: (_, listener) => void (moved = listener),
  };
  const goTo = (to: string): void => {
    location.hash = to;
    moved?.();
  };
  return { frame, location, goTo };
}

test.each([
  ['reload', '', STEP],
  ['navigate', '', ''], // somebody comes from another part of Home Assistant
  ['reload', '#/guide', '#/guide'],
  [null, '', ''],
])('a page of Home Assistant that was loaded by %s, at %j, leads to %j', (type, hash, to) => {
  const { frame, location } = framed(type);
  frame.sessionStorage.setItem('masthead.place', STEP);
  location.hash = hash;
  goOnWhereItWas(frame);
  expect(location.hash).toBe(to);
});

test('whoever comes back from another part of Home Assistant begins at the first view, though its page was loaded anew once', () => {
  const { frame, location, goTo } = framed('reload');
  goOnWhereItWas(frame);
  goTo(STEP);
  location.hash = '';
  goOnWhereItWas(frame);
  expect(location.hash).toBe('');
});

test('whoever loads a dashboard anew and then comes begins at the first view', () => {
  const { frame, location } = framed('reload', '/lovelace/0');
  frame.sessionStorage.setItem('masthead.place', STEP);
  goOnWhereItWas(frame);
  expect(location.hash).toBe('');
});
