import { expect, test } from 'vitest';
import { goOnWhereItWas, type Framed } from '../../../panel/home-assistant/last-place.ts';

const STEP = '#/welcome?step=groups&provider=one';

function framed(type: string | null, hash = '') {
  const kept = new Map<string, string>();
  let moved: (() => void) | undefined;
  const location = { hash, replace: (to: string | URL) => void (location.hash = String(to)) };
  const frame: Framed = {
    parent: {
      get performance() {
        if (type === null) throw new DOMException('Blocked a frame', 'SecurityError');
        return { timeOrigin: 5, getEntriesByType: () => [{ type }] as unknown as PerformanceEntryList };
      },
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
