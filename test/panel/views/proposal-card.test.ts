import { expect, test } from 'vitest';
import { ProposalCard } from '../../../panel/views/review/proposal-card.ts';
import { mount } from '../elements/mount.ts';

const SIDE = { name: 'x', stream_count: 2 };

test('a card shows what number and group the one that stays would give', async () => {
  const { all } = await mount(ProposalCard, {
    proposal: {
      a: { ...SIDE, id: 'c1', channel: 'Nova', number: '5.1', group: 'News' },
      b: { ...SIDE, id: 'c2', channel: 'Nova TV', number: null, group: '' },
      score: 70,
      reasons: [],
    },
  });
  const said = all('.side').map((side) => [...side.querySelectorAll('.small')].at(-1)!.textContent.trim());
  expect(said).toEqual(['5.1 · News · 2 streams', '2 streams']);
});
