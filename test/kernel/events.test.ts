import { expect, test } from 'vitest';
import { Events } from '../../src/kernel/events.ts';

interface Facts {
  'door.opened': { readonly by: string };
  'door.closed': { readonly by: string };
}

const ignore = (): void => undefined;

test('every listener of a fact hears it, in the order in which they came', () => {
  const events = new Events<Facts>(ignore);
  const heard: string[] = [];
  events.on('door.opened', ({ by }) => heard.push(`first ${by}`));
  events.on('door.opened', ({ by }) => heard.push(`second ${by}`));
  events.on('door.closed', ({ by }) => heard.push(`closed ${by}`));
  events.announce('door.opened', { by: 'Ann' });
  expect(heard).toEqual(['first Ann', 'second Ann']);
});

test('a listener that throws is reported and does not keep the others from hearing', () => {
  const errors: unknown[] = [];
  const events = new Events<Facts>((error) => errors.push(error));
  const heard: string[] = [];
  events.on('door.opened', () => {
    throw new Error('deaf');
  });
  events.on('door.opened', ({ by }) => heard.push(by));
  events.announce('door.opened', { by: 'Ann' });
  expect(heard).toEqual(['Ann']);
  expect(errors).toEqual([new Error('deaf')]);
});

test('who has unsubscribed hears nothing more', () => {
  const events = new Events<Facts>(ignore);
  const heard: string[] = [];
  const unsubscribe = events.on('door.opened', ({ by }) => heard.push(by));
  events.announce('door.opened', { by: 'Ann' });
  unsubscribe();
  events.announce('door.opened', { by: 'Bob' });
  expect(heard).toEqual(['Ann']);
});

test('who subscribes while a fact is announced hears the next one only', () => {
  const events = new Events<Facts>(ignore);
  const heard: string[] = [];
  events.on('door.opened', () => void events.on('door.opened', ({ by }) => heard.push(by)));
  events.announce('door.opened', { by: 'Ann' });
  expect(heard).toEqual([]);
});

test('a fact without listeners is no matter', () => {
  expect(() => new Events<Facts>(ignore).announce('door.closed', { by: 'Ann' })).not.toThrow();
});
