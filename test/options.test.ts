import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '../src/options.ts';
import { temporaryFolder } from './fakes/folder.ts';

function optionsFile(content: unknown): Record<string, string> {
  const file = join(temporaryFolder(), 'options.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return { MASTHEAD_OPTIONS_FILE: file };
}

test("the add-on's options go before variables, and empty ones count as not set", () => {
  const options = readOptions(
    {
      ...optionsFile({ log_level: 'debug', base_url: '', mqtt_url: 'mqtt://h:1883', unknown: 1 }),
      MASTHEAD_BASE_URL: 'http://tv.home',
    },
    [],
  );
  expect(options).toMatchObject({
    logLevel: 'debug',
    baseUrl: 'http://tv.home',
    mqtt: { url: 'mqtt://h:1883' },
    settings: {},
  });
});

test('an option that is a setting is held fast', () => {
  const { settings } = readOptions(optionsFile({ log_level: 'info', access: 'login', tuner_count: 6 }), []);
  expect(settings).toEqual({ access: 'login', discovery: { tuner_count: 6 } });
});

test.each([
  [{ tuner_count: 65 }, 'option tuner_count'],
  [{ log_level: 'loud' }, 'option log_level'],
  ['{', 'no JSON'],
  [{ mqtt_url: 'http://h' }, 'option mqtt_url'],
])('%j ends the start and names what is wrong', (content, named) => {
  expect(() => readOptions(optionsFile(content), [])).toThrow(named);
});

test('a Supervisor is there where its token is', () => {
  expect(readOptions({}, []).supervisor).toBeNull();
  expect(readOptions({ SUPERVISOR_TOKEN: 't' }, []).supervisor).toEqual({
    url: 'http://supervisor',
    token: 't',
    ingressPeer: '172.30.32.2',
  });
});

test('the broker is the one that was named, none, or whichever the Supervisor names', () => {
  expect(readOptions({}, []).mqtt).toBeNull();
  expect(readOptions({ MASTHEAD_MQTT_URL: 'off' }, []).mqtt).toBe('off');
  const { mqtt } = readOptions({ MASTHEAD_MQTT_URL: 'mqtts://u:p@h' }, []);
  expect(mqtt).toEqual({ url: 'mqtts://u:p@h', username: '', password: '' });
});

const prefixOf = (prefix: string) => readOptions({ MASTHEAD_MQTT_DISCOVERY_PREFIX: prefix }, []).discoveryPrefix;

test('the discovery prefix is a topic of its own, and without a variable the settings decide', () => {
  expect(readOptions({}, []).discoveryPrefix).toBeNull();
  expect(prefixOf('home/discovery')).toBe('home/discovery');
  for (const wrong of ['a/+', '#', '/a', 'a/', '$SYS', 'a b', 'masthead', 'masthead/action']) {
    expect(() => prefixOf(wrong)).toThrow('MASTHEAD_MQTT_DISCOVERY_PREFIX');
  }
});

test("an add-on's options are found in the data folder, too", () => {
  const { MASTHEAD_OPTIONS_FILE: file = '' } = optionsFile({ log_level: 'trace' });
  const variables = { MASTHEAD_DATA_DIR: dirname(file) };
  expect(readOptions({ ...variables, SUPERVISOR_TOKEN: 't' }, []).logLevel).toBe('trace');
  expect(readOptions(variables, []).logLevel).toBe('info');
});
