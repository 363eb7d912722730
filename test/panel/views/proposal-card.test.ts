import { expect, test } from 'vitest';
import { ProposalCard } from '../../../panel/views/review/proposal-card.ts';
import { mount } from '../elements/mount.ts';

const SIDE = { name: 'x', stream_count: 2, providers: [] };

test('a card shows what number and group the one that stays would give', async () => {
  const { all } = await mount(ProposalCard, {
    proposal: {
      a: { ...SIDE, id: 'c1', channel: 'Nova', number: '5.1', group: 'News' },
      b: { ...SIDE, id: 'c2', channel: 'Nova TV', number: null, group: '' },
      score: 70,
      reasons: [],
    },
  });
  const said = all('.side').map((side) =>
    [...side.querySelectorAll('span.soft')].slice(1).map((one) => one.textContent),
  );
  expect(said).toEqual([['5.1 · News'], []]);
});

test('a card says whose the streams of each of the two are, and how many', async () => {
  const { all } = await mount(ProposalCard, {
    proposal: {
      a: {
        ...SIDE,
        id: 'c1',
        channel: 'Nova',
        number: '5',
        group: 'News',
        stream_count: 3,
        providers: [
          { provider_id: 'north', stream_count: 2 },
          { provider_id: 'gone', stream_count: 1 },
        ],
      },
      b: { ...SIDE, id: 'c2', channel: 'Nova TV', number: null, group: '' },
      score: 70,
      reasons: [],
    },
    providers: new Map([['north', { name: 'Northern TV' }]]),
  });
  const said = all('.side').map((side) => [...side.querySelectorAll('li')].map((one) => one.textContent));
  expect(said).toEqual([['2 streams from Northern TV', '1 stream from gone'], ['2 streams']]);
});
