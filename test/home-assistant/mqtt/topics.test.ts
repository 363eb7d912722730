import { expect, test } from 'vitest';
import { discoveryTopics } from '../../../src/home-assistant/mqtt/topics.ts';

test("Home Assistant's side of the topics begins with the prefix that a person has chosen", () => {
  const topics = discoveryTopics('own/a.b');
  expect(topics.birth).toBe('own/a.b/status');
  expect(topics.allConfigs).toBe('own/a.b/device/+/config');
  expect(topics.parseConfig(topics.config('masthead_my-tv'))).toBe('masthead_my-tv');
  expect(topics.parseConfig('own/aXb/device/masthead/config')).toBeUndefined();
  expect(topics.parseConfig('own/a.b/device/other/config')).toBeUndefined();
});
