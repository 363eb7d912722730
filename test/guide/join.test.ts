import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joinGuide, type GuideJoin } from '../../src/guide/join.ts';
import { guideChannelId } from '../../src/guide/publish.ts';
import { openGuideReader } from '../../src/guide/reader.ts';
import type { GuideChannelId } from '../../src/model/ids.ts';
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

test('an id means every channel that has it and programmes, those of preferred sources first', () => {
  const guide = joined(twoSources());
  const ids = (xmltvId: string): GuideChannelId[] => guide.byXmltvId(xmltvId).map(({ id }) => id);
  expect(ids(' ard.DE ')).toEqual([guideChannelId('first', 'ard.de'), guideChannelId('second', 'ard.de')]);
  expect(ids('zdf.de')).toEqual([guideChannelId('second', 'zdf.de')]);
  expect(ids('rtl.de')).toEqual([]);
  expect(ids('')).toEqual([]);
});

test('every display-name of a channel means it, however it is written', () => {
  const guide = joined(twoSources());
  const ids = (name: string): GuideChannelId[] => guide.byDisplayName(name).map(({ id }) => id);
  expect(ids('DAS ERSTE')[0]).toBe(guideChannelId('first', 'ard.de'));
  expect(ids('das zweite')).toEqual([guideChannelId('second', 'zdf.de')]);
  expect(ids('rtl')).toEqual([]);
});
