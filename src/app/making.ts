// What may be made up where no guide has anything: settings, the present, and this machine's clock.

import type { Making } from '../guide/made-up.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Settings } from '../model/settings.ts';

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();

export function makingOf({ guide }: Pick<Settings, 'guide'>, clock: Clock): Making {
  const { asked_per_minute: _asked, days_ahead: _ahead, days_back: _back, ...settings } = guide;
  return { now: clock.now(), zone: timeZone, settings };
}
