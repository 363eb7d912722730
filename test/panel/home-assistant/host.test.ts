import { expect, test } from 'vitest';
import { Host, type HostWindow } from '../../../panel/home-assistant/host.ts';

const ORIGIN = 'http://homeassistant.local:8123';

function framed() {
  const sent: unknown[] = [];
  const parent = { postMessage: (message: unknown, origin: unknown) => void sent.push([message, origin]) };
  let listener: ((event: MessageEvent) => void) | undefined;
  const frame = {
    parent,
    addEventListener: (_: 'message', added: (event: MessageEvent) => void) => (listener = added),
  };
  const say = (data: unknown, source: unknown = parent, origin = ORIGIN): void =>
    listener?.({ data, source, origin } as MessageEvent);
  return { host: new Host(frame, ORIGIN), sent, say };
}

const properties = { type: 'home-assistant/properties', narrow: true, route: {}, safeAreaInsets: { bottom: 34 } };

test('it asks for its frame without the header of Home Assistant, and believes what it is told', () => {
  const { host, sent, say } = framed();
  host.start();
  expect(sent).toEqual([
    [{ type: 'home-assistant/subscribe-properties', kioskMode: true, handleSafeArea: true }, ORIGIN],
  ]);
  say(properties);
  expect(host.properties).toEqual({ narrow: true, safeAreaInsets: { bottom: 34 } });
});

test('it believes nobody but the frame around it, and only its own origin', () => {
  const { host, say } = framed();
  host.start();
  say(properties, {});
  say(properties, undefined, 'http://elsewhere.example');
  say('home-assistant/properties');
  say(null);
  expect(host.properties).toBeUndefined();
});

test('the menu is opened by asking for it', () => {
  const { host, sent } = framed();
  host.toggleMenu();
  expect(sent).toEqual([[{ type: 'home-assistant/toggle-menu' }, ORIGIN]]);
});

test('by itself it says nothing', () => {
  const sent: unknown[] = [];
  const alone = { addEventListener: () => undefined, postMessage: (message: unknown) => void sent.push(message) };
  Object.assign(alone, { parent: alone });
  new Host(alone as unknown as HostWindow, ORIGIN).start();
  expect(sent).toEqual([]);
});
