import { expect, onTestFinished, test } from 'vitest';
import { OwnAddOn } from '../../src/home-assistant/own-add-on.ts';
import { Supervisor, type OwnInfo } from '../../src/home-assistant/supervisor.ts';
import { createLog } from '../../src/kernel/log.ts';
import { startSupervisor } from '../fakes/supervisor.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

async function open() {
  const supervisor = await startSupervisor();
  onTestFinished(() => supervisor.stop());
  const clock = createTurnedClock();
  const said: string[] = [];
  const log = createLog({ clock, level: 'info', write: ({ level, message }) => said.push(`${level} ${message}`) });
  const client = new Supervisor(supervisor);
  const own = new OwnAddOn({ ask: () => client.ownInfo(), clock, log, random: () => 0.5 });
  const asked = (): number => supervisor.asked.get('/addons/self/info') ?? 0;
  /** Turns the clock by a second at a time while the answers travel. */
  const pass = async (until: () => boolean): Promise<number> => {
    const startedMs = clock.monotonicMs();
    await expect.poll(() => until() || clock.advance(1_000), { interval: 15, timeout: 5_000 }).toBe(true);
    return (clock.monotonicMs() - startedMs) / 1_000;
  };
  return { supervisor, clock, own, said, asked, pass };
}

test('a Supervisor that answers at once is asked once, and nothing is said of it', async () => {
  const { own, said, asked } = await open();
  await own.askAtStart();
  expect([own.info?.slug, asked(), said]).toEqual(['5c53de3b_masthead', 1, []]);
});

test('one that answers late is asked ever more seldom; it is warned of once, and said when it answers', async () => {
  const { supervisor, own, said, asked, pass } = await open();
  supervisor.isUp = false;
  const state = { hasStarted: false };
  void own.askAtStart().then(() => (state.hasStarted = true));
  await pass(() => state.hasStarted);
  const answers: OwnInfo[] = [];
  own.keepAsking((info) => Promise.resolve(void answers.push(info)));
  await pass(() => asked() === 6);
  expect(await pass(() => asked() === 7)).toBeGreaterThanOrEqual(9);
  supervisor.isUp = true;
  await pass(() => answers.length > 0);
  expect(answers).toEqual([own.info]);
  expect(said).toEqual([expect.stringMatching(/^warning The Supervisor does not/), 'info The Supervisor answers now']);
});

test('after the end nobody is asked any more', async () => {
  const { supervisor, own, clock } = await open();
  supervisor.isUp = false;
  own.keepAsking(() => Promise.resolve());
  await own.stop();
  expect(clock.pending).toBe(0);
});
