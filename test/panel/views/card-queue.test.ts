import { expect, test } from 'vitest';
import { sidesOf } from '../../../panel/views/review/reasons.ts';
import { CardQueue } from '../../../panel/views/review/card-queue.ts';
import { markedStill, type Candidate, type Doubt } from '../../../panel/views/review/guide-edits.ts';
import { locked, merged, refused, type MergeEdits, type Proposal } from '../../../panel/views/review/merge-edits.ts';

const proposal = (name: string): Proposal => ({
  a: { id: `a-${name}`, channel: name, number: '1', group: 'News', name, stream_count: 1, providers: [] },
  b: {
    id: `b-${name}`,
    channel: `${name} HD`,
    number: null,
    group: '',
    name: `${name} HD`,
    stream_count: 2,
    providers: [],
  },
  score: 80,
  reasons: [],
});

/** A server that asks about these, and keeps what it was told. */
function server(names: readonly string[], undoable = 10) {
  const sent: (MergeEdits | string)[] = [];
  const failures: unknown[] = [];
  const state = { refuses: false, open: names.map(proposal), built: Promise.resolve(), answered: Promise.resolve() };
  const queue = new CardQueue<Proposal, MergeEdits, number>({
    load: async () => {
      const page = { items: state.open, total: state.open.length };
      await state.answered;
      return page;
    },
    decide: (edits) => (state.refuses ? Promise.reject(new Error('full')) : state.built.then(() => sent.push(edits))),
    undo: (decision) => Promise.resolve(void sent.push(`undo ${decision}`)),
    undoable,
    keyOf: ({ a, b }) => `${a.id} ${b.id}`,
    onChanged: () => undefined,
    onFailed: (error) => void failures.push(error),
  });
  return { queue, sent, failures, state };
}

const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

test('the next one is asked before the server has answered', async () => {
  const { queue, sent } = server(['News', 'Sport']);
  await queue.load();
  expect([queue.current?.a.channel, queue.left]).toEqual(['News', 2]);
  queue.decide((one) => merged(one, 'b'));
  expect([queue.current?.a.channel, queue.left]).toEqual(['Sport', 1]);
  queue.decide(refused);
  await settle();
  expect(sent).toEqual([
    [{ kind: 'merge', into: 'b-News', from: ['a-News'] }],
    [{ kind: 'refuse', channels: ['a-Sport', 'b-Sport'] }],
  ]);
});

test('what is refused by the server comes back to the front, and can be decided again', async () => {
  const { queue, failures, state, sent } = server(['News', 'Sport']);
  await queue.load();
  state.refuses = true;
  queue.decide((one) => merged(one, 'a'));
  await settle();
  expect([queue.current?.a.channel, queue.left, queue.canUndo]).toEqual(['News', 2, false]);
  expect(failures).toHaveLength(1);
  state.refuses = false;
  queue.decide(locked);
  await settle();
  expect(sent).toEqual([
    [
      { kind: 'refuse', channels: ['a-News', 'b-News'] },
      { kind: 'lock', channel: 'a-News' },
      { kind: 'lock', channel: 'b-News' },
    ],
  ]);
});

test('undo brings the last one back, and takes it back after it was sent', async () => {
  const { queue, sent } = server(['News', 'Sport']);
  await queue.load();
  queue.decide((one) => merged(one, 'a'));
  await queue.undo();
  expect([queue.current?.a.channel, queue.left, queue.canUndo]).toEqual(['News', 2, false]);
  expect(sent.at(-1)).toBe('undo 1');
  expect(sent).toHaveLength(2);
});

test('what the server refused is not taken back in the place of what was decided before it', async () => {
  const { queue, sent, state } = server(['News', 'Sport']);
  await queue.load();
  queue.decide(refused);
  await settle();
  state.refuses = true;
  queue.decide(refused);
  await queue.undo();
  expect([queue.current?.a.channel, queue.left, queue.canUndo]).toEqual(['Sport', 1, true]);
  expect(sent).toHaveLength(1);
  await queue.undo();
  expect([queue.current?.a.channel, sent.at(-1)]).toEqual(['News', 'undo 1']);
});

test('what was put off is not asked again until somebody wants it', async () => {
  const { queue, state } = server(['News', 'Sport']);
  await queue.load();
  queue.later();
  expect([queue.current?.a.channel, queue.laterCount]).toEqual(['Sport', 1]);
  state.open = [proposal('News')];
  queue.decide((one) => merged(one, 'a'));
  await settle();
  expect([queue.current, queue.left]).toEqual([undefined, 0]);
  queue.again();
  await settle();
  expect([queue.current?.a.channel, queue.left, queue.laterCount]).toEqual(['News', 1, 0]);
});

test('no more is taken back than can be, and other cards begin anew', async () => {
  const { queue, state } = server(['News', 'Sport', 'Films'], 1);
  await queue.load();
  queue.decide(refused);
  queue.decide(refused);
  await queue.undo();
  expect([queue.current?.a.channel, queue.canUndo]).toEqual(['Sport', false]);
  queue.later();
  state.open = [proposal('Kids')];
  queue.startOver();
  await settle();
  expect([queue.current?.a.channel, queue.left, queue.laterCount]).toEqual(['Kids', 1, 0]);
});

const reason = (text: string, weight: number) => ({ text, weight });

test('reasons stand on their side, the weightiest first', () => {
  const { pro, contra } = sidesOf([reason('a', 1), reason('b', -2), reason('c', 3), reason('d', -4)]);
  expect([pro.map(({ text }) => text), contra.map(({ text }) => text)]).toEqual([
    ['c', 'a'],
    ['d', 'b'],
  ]);
});

test('what is asked by now is taken over, but the card in front stays there, and nothing while something is decided', async () => {
  const { queue, state } = server(['News', 'Sport']);
  await queue.load();
  state.open = ['Films', 'News'].map(proposal);
  await queue.refresh();
  expect([queue.current?.a.channel, queue.left]).toEqual(['News', 2]);
  state.open = ['Films'].map(proposal);
  await queue.refresh();
  expect([queue.current?.a.channel, queue.left]).toEqual(['Films', 1]);
  state.open = ['Films', 'Nature'].map(proposal);
  const answer = Promise.withResolvers<void>();
  state.answered = answer.promise;
  const late = queue.refresh();
  await settle();
  queue.later();
  answer.resolve();
  await late;
  expect([queue.current, queue.left, queue.laterCount]).toEqual([undefined, 0, 1]);
  state.open = [];
  await queue.refresh();
  expect([queue.left, queue.laterCount]).toEqual([0, 0]);
});

test('what was decided while it was waited for does not come back, though it is still asked', async () => {
  const { queue, state } = server(['News', 'Sport', 'Films']);
  await queue.load();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  state.built = first.promise;
  queue.decide(refused);
  await settle();
  const refreshed = queue.refresh();
  state.built = second.promise;
  queue.decide(refused);
  state.open = ['Sport', 'Films'].map(proposal);
  first.resolve();
  await settle();
  expect([queue.current?.a.channel, queue.left]).toEqual(['Films', 1]);
  state.open = ['Films'].map(proposal);
  second.resolve();
  await refreshed;
  expect([queue.current?.a.channel, queue.left]).toEqual(['Films', 1]);
});

test('what was asked for before other cards were is late, and of several looks the newest counts', async () => {
  const { queue, state } = server(['News']);
  const answers = ['first', 'look', 'other', 'again', 'newest'].map(() => Promise.withResolvers<void>());
  const ask = (index: number, act: () => unknown, names: readonly string[]): void => {
    state.answered = answers[index]!.promise;
    state.open = names.map(proposal);
    void act();
  };
  const answered = async (...indexes: readonly number[]): Promise<unknown> => {
    for (const index of indexes) answers[index]!.resolve();
    await settle();
    return queue.current?.a.channel;
  };
  ask(0, () => queue.load(), ['News']);
  await settle();
  ask(2, () => queue.startOver(), ['Films']);
  await settle();
  expect(await answered(0)).toBeUndefined();
  expect(await answered(2)).toBe('Films');
  ask(1, () => queue.refresh(), ['News']);
  await settle();
  state.answered = Promise.resolve();
  state.open = ['Sport'].map(proposal);
  queue.startOver();
  await settle();
  expect(await answered(1)).toBe('Sport');
  ask(3, () => queue.refresh(), ['Nature']);
  await settle();
  ask(4, () => queue.refresh(), ['Travel']);
  await settle();
  expect(await answered(4)).toBe('Travel');
  expect(await answered(3)).toBe('Travel');
});

const candidate = (xmltvId: string, isRefused = false): Candidate => ({
  source: 'guide',
  xmltv_id: xmltvId,
  name: xmltvId,
  programme_count: 1,
  shift_minutes: 0,
  score: 80,
  on_now: null,
  is_refused: isRefused,
  by: 'likeness',
  reasons: [],
});
const doubt = (id: string, ...candidates: readonly Candidate[]): Doubt => ({
  channel_id: id,
  number: '',
  name: id,
  group: '',
  logo_url: '',
  kind: 'missing',
  score: 80,
  guide: null,
  candidates,
});

test('the mark stays on the guide that it is on, as long as that is offered for the channel in front', () => {
  const before = doubt('news', candidate('a'), candidate('b'));
  expect(markedStill(before, before, 1)).toBe(1);
  expect(
    markedStill(before, doubt('news', candidate('c', true), candidate('d'), candidate('a'), candidate('b')), 1),
  ).toBe(2);
  expect(markedStill(before, doubt('news', candidate('d'), candidate('a')), 1)).toBe(0);
  expect(markedStill(before, doubt('sport', candidate('a'), candidate('b')), 1)).toBe(0);
  expect(markedStill(before, undefined, 1)).toBe(0);
  expect(markedStill(undefined, before, 1)).toBe(0);
});
