import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { nextStep, type Chances, type LineSight, type Situation } from '../../src/streaming/grace.ts';

const line = (more: Partial<LineSight> = {}): LineSight => ({
  purpose: 'air',
  isOnAir: false,
  isReady: false,
  hasBytes: false,
  hadPicture: false,
  lackMs: 0,
  mostLackMs: 3_000,
  ageMs: 0,
  failures: 0,
  ...more,
});
const onAir = line({ isOnAir: true, hadPicture: true, ageMs: 60_000 });
const slow = (lackMs: number): LineSight => ({ ...onAir, lackMs });
const backup = line({ purpose: 'backup', isReady: true });

function stepIn(more: Partial<Situation>, chances: Partial<Chances> & { others?: boolean } = {}) {
  const { others = true, ...rest } = chances;
  const situation = {
    settings: defaultSettings.streaming,
    lead: undefined,
    beside: undefined,
    silentMs: 0,
    hiccupMs: 300,
    aheadMs: 0,
    wasOnAir: true,
    ...more,
  };
  return nextStep(situation, { mayRace: true, hasOthers: () => others, ...rest });
}
const without = { ...defaultSettings.streaming, grace_enabled: false };

test.each<[string, ReturnType<typeof stepIn>, string]>([
  ['nothing is dialled', stepIn({ wasOnAir: false }), 'dial lead'],
  ['the lead holds a picture', stepIn({ lead: line({ isReady: true }), wasOnAir: false }), 'show lead'],
  ['the picture flows', stepIn({ lead: onAir }), 'wait'],
  ['a pause is a usual one', stepIn({ lead: onAir, silentMs: 900, hiccupMs: 1_000 }), 'wait'],
  ['the picture has stopped', stepIn({ lead: onAir, silentMs: 301 }), 'dial beside'],
  ['it has stopped and there is nothing else', stepIn({ lead: onAir, silentMs: 2_900 }, { others: false }), 'wait'],
  [
    'it has stopped and there was a backup for nothing lately',
    stepIn({ lead: onAir, silentMs: 900 }, { mayRace: false }),
    'wait',
  ],
  ['it has stopped, without grace', stepIn({ lead: onAir, silentMs: 2_900, settings: without }), 'wait'],
  ['it came back while a backup was dialled', stepIn({ lead: onAir, beside: backup }), 'drop beside'],
  [
    'the backup has a picture, and viewers still have what they were sent in advance',
    stepIn({ lead: onAir, beside: backup, silentMs: 700, aheadMs: 1_200 }),
    'wait',
  ],
  [
    'the backup has a picture, and what viewers were sent in advance is used up',
    stepIn({ lead: onAir, beside: backup, silentMs: 2_700, aheadMs: 900 }),
    'show beside',
  ],
  [
    'the upstream is over and the backup has a picture, whatever viewers were sent in advance',
    stepIn({ lead: line(), beside: backup, silentMs: 700, aheadMs: 5_000 }),
    'show beside',
  ],
  ['the backup has a picture first', stepIn({ lead: onAir, beside: backup, silentMs: 700 }), 'show beside'],
  [
    'the lead was fetched anew and has a picture first',
    stepIn({ lead: line({ isReady: true }), beside: backup, silentMs: 200 }),
    'show lead',
  ],
  ['it comes a little too slowly', stepIn({ lead: slow(1_400) }), 'wait'],
  ['it comes too slowly', stepIn({ lead: slow(1_600) }), 'dial beside'],
  ['it comes too slowly and there is nothing else', stepIn({ lead: slow(11_000) }, { others: false }), 'wait'],
  ['it comes too slowly, without grace', stepIn({ lead: slow(2_900), settings: without }), 'wait'],
  ['it comes too slowly and the backup has a picture', stepIn({ lead: slow(1_600), beside: backup }), 'show beside'],
  [
    'it comes too slowly, and so does the backup',
    stepIn({ lead: slow(2_900), beside: { ...backup, lackMs: 2_000 } }),
    'wait',
  ],
  ['it comes too slowly for too long', stepIn({ lead: slow(3_100) }, { mayRace: false }), 'fail lead'],
  ['it came too slowly before', stepIn({ lead: { ...slow(5_900), failures: 1 } }, { mayRace: false }), 'wait'],
  [
    'it comes much too slowly and there is nothing else',
    stepIn({ lead: slow(12_100) }, { others: false }),
    'fail lead',
  ],
  ['it keeps pace again', stepIn({ lead: onAir, beside: line({ purpose: 'backup' }) }), 'drop beside'],
  ['the upstream is over', stepIn({ silentMs: 10 }), 'dial lead'],
  ['it is fetched anew', stepIn({ lead: line(), silentMs: 10 }), 'dial beside'],
  ['the backup has a picture at once', stepIn({ lead: line(), beside: backup, silentMs: 150 }), 'wait'],
  ['the grace period is over', stepIn({ lead: line(), beside: backup, silentMs: 300 }), 'show beside'],
  [
    'without grace there is nothing to wait for',
    stepIn({ lead: line(), beside: backup, silentMs: 10, settings: without }),
    'show beside',
  ],
  [
    'the grace time is over and another could be dialled',
    stepIn({ lead: line({ ageMs: 2_000 }), silentMs: 2_000 }, { mayRace: false }),
    'fail lead',
  ],
  [
    'it is over and there is no other',
    stepIn({ lead: line({ ageMs: 2_000 }), silentMs: 2_000 }, { others: false }),
    'wait',
  ],
  [
    'bytes come already',
    stepIn({ lead: line({ ageMs: 3_000, hasBytes: true }), silentMs: 3_000 }, { mayRace: false }),
    'wait',
  ],
  [
    'it has failed before',
    stepIn({ lead: line({ ageMs: 3_000, failures: 1 }), silentMs: 3_000 }, { mayRace: false }),
    'wait',
  ],
  [
    'a slate is shown in place of the lead, which may come back',
    stepIn({ lead: line({ ageMs: 60_000, hadPicture: true }), silentMs: 1_700 }, { mayRace: false }),
    'wait',
  ],
  [
    'both are late',
    stepIn({ lead: line({ ageMs: 2_100 }), beside: line({ ageMs: 2_500 }), silentMs: 4_000 }),
    'fail beside',
  ],
  [
    'the first picture is late',
    stepIn({ lead: line({ ageMs: 2_000 }), wasOnAir: false, silentMs: 2_000 }),
    'dial beside',
  ],
  ['the first picture is not late', stepIn({ lead: line({ ageMs: 1_900 }), wasOnAir: false, silentMs: 1_900 }), 'wait'],
  ['a person moves it', stepIn({ lead: onAir, beside: line({ purpose: 'move' }) }), 'wait'],
  [
    'where it is moved to has a picture',
    stepIn({ lead: onAir, beside: line({ purpose: 'move', isReady: true }) }),
    'show beside',
  ],
  ['a check has a picture', stepIn({ lead: onAir, beside: line({ purpose: 'check', isReady: true }) }), 'wait'],
  [
    'a check has a picture when the lead stops',
    stepIn({ lead: onAir, silentMs: 500, beside: line({ purpose: 'check', isReady: true }) }),
    'show beside',
  ],
])('when %s', (_, step, expected) => {
  expect(step).toBe(expected);
});
