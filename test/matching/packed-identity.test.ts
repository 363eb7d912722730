import { expect, test } from 'vitest';
import { readName } from '../../src/formats/names/read.ts';
import { identify, type Identity } from '../../src/matching/identity.ts';
import { packIdentity, unpackIdentity } from '../../src/matching/packed-identity.ts';

const identityOf = (name: string): Identity => identify(readName(name, { market: 'de' }), { market: 'de' });

test.each([
  'Brio Kanal 2 Spain',
  'Brio Kids (Nord) Austria +1 English',
  'The Brio Europe Radio',
  'ČT Brio',
  'قناة بريو',
  'Brio (WBRO-DT2) Deutschland',
])('what %s is compared by comes back as it was', (name) => {
  const identity = identityOf(name);
  expect(unpackIdentity(packIdentity(identity)!)).toEqual(identity);
});

test('each field of an identity is told apart by these names', () => {
  const all = ['Brio Kanal 2 Spain', 'The Brio', 'ČT Brio', 'قناة بريو', 'Brio Europe'].map(identityOf);
  expect(all.map(({ land }) => land)).toEqual(['spain', '', '', '', '']);
  expect(all.map(({ reach }) => reach)).toEqual(['', '', '', '', 'europe']);
});
