import { expect, test } from 'vitest';
import { choiceHeading } from '../../../panel/views/channel/guide-facts.ts';

test('another guide is offered where there is one, else a guide', () => {
  const guide = { name: 'ZDF', xmltv_id: 'zdf.de', source: 'xmltv', by: 'id', score: 100 } as const;
  expect([choiceHeading({ guide }), choiceHeading({ guide: null })]).toEqual([
    'Choose another guide',
    'Choose a guide',
  ]);
});
