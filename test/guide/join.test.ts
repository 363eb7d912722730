import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joinGuide, type GuideJoin } from '../../src/guide/join.ts';
import { guideChannelId } from '../../src/guide/publish.ts';
import { openGuideReader } from '../../src/guide/reader.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { plainProgramme } from '../fakes/programmes.ts';
import { begin, channel, source } from './filling.ts';

function joined(file: string): GuideJoin {
  const reader = openGuideReader(file);
  const found = joinGuide(reader.channels());
  reader.close();
  return found;
}

function twoSources(): string {
  const file = join(temporaryFolder(), 'guide.sqlite');
  const second = begin(file, { source: source('second', 2) });
  second.channels([channel('ard.de', 'Das Erste'), channel('zdf.de', 'ZDF', 'Das Zweite')]);
  second.programmes('ard.de', [plainProgramme]);
  second.programmes('zdf.de', [plainProgramme]);
  second.commit();
  const first = begin(file, { source: source('first', 1) });
  first.channels([channel('ARD.de', 'Das Erste'), channel('zdf.de', 'ZDF')]);
  first.programmes('ARD.de', [plainProgramme]);
  first.commit();
  return file;
}

test('an id means the channel of the first source that has programmes for it', () => {
  const guide = joined(twoSources());
  expect(guide.byXmltvId(' ard.DE ')).toBe(guideChannelId('first', 'ard.de'));
  expect(guide.byXmltvId('zdf.de')).toBe(guideChannelId('second', 'zdf.de'));
  expect(guide.byXmltvId('rtl.de')).toBeUndefined();
  expect(guide.byXmltvId('')).toBeUndefined();
});

test('every display-name of a channel means it', () => {
  const guide = joined(twoSources());
  expect(guide.byDisplayName('das erste')).toBe(guideChannelId('first', 'ard.de'));
  expect(guide.byDisplayName('das zweite')).toBe(guideChannelId('second', 'zdf.de'));
  expect(guide.byDisplayName('rtl')).toBeUndefined();
});
