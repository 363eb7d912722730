import { expect, onTestFinished, test } from 'vitest';
import { Core, coreOfSupervisor } from '../../src/home-assistant/core.ts';
import { HomeLanguage } from '../../src/home-assistant/home-language.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { startSupervisor } from '../fakes/supervisor.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

test('the Core says which language it is set up in; what is none is not taken', async () => {
  const supervisor = await startSupervisor();
  onTestFinished(() => supervisor.stop());
  const core = new Core(coreOfSupervisor(supervisor));
  supervisor.language = 'pt-BR';
  expect(await core.language()).toBe('pt-BR');
  supervisor.language = '<b>';
  expect(await core.language()).toBeUndefined();
  supervisor.isCoreUp = false;
  await expect(core.language()).rejects.toMatchObject({ code: 'home-assistant.unavailable' });
});

test('it is asked again while Home Assistant is away, and later for another choice', async () => {
  const clock = createTurnedClock(0);
  const said: (string | undefined)[] = [];
  let answer: string | undefined;
  const language = new HomeLanguage({
    ask: () => (answer === undefined ? Promise.reject(new Error('away')) : Promise.resolve(answer)),
    onAnswer: (one) => void said.push(one),
    clock,
    log: silentLog,
  });
  onTestFinished(() => language.stop());
  await language.ask();
  answer = 'de';
  await clock.advanceAsync(MINUTE_MS);
  expect(said).toEqual(['de']);
  answer = 'fr';
  await clock.advanceAsync(HOUR_MS);
  expect(said).toEqual(['de', 'fr']);
  language.stop();
  await clock.advanceAsync(3 * HOUR_MS);
  expect(said).toHaveLength(2);
});
