// What may be made up at an instant, with settings as a person leaves them but for some.

import type { Making } from '../../src/guide/made-up.ts';
import { defaultSettings } from '../../src/model/settings.ts';

export const makingAt = (now: number, more: Partial<Making['settings']> = {}): Making => ({
  now,
  zone: 'Europe/Berlin',
  settings: { ...defaultSettings.guide, ...more },
});
