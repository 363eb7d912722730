import { expect, test } from 'vitest';
import { counter, gauge, writeMetrics } from '../../../src/formats/prometheus/write.ts';

test('a family is written with its help, type and samples', () => {
  expect(writeMetrics([counter('a_total', 'How many', [{ value: 3, labels: { kind: 'x', place: 'y' } }])])).toBe(
    '# HELP a_total How many\n# TYPE a_total counter\na_total{kind="x",place="y"} 3\n',
  );
});

test('a plain number is a sample without labels', () => {
  expect(writeMetrics([gauge('a', 'b', 0.5)])).toContain('\na 0.5\n');
});

test('hostile labels stay in their quotes', () => {
  const labels = { name: 'a"} 1\nb{x="\\\ud800' };
  expect(writeMetrics([gauge('a', 'b', [{ value: 1, labels }])]).split('\n')[2]).toBe(
    'a{name="a\\"} 1\\nb{x=\\"\\\\\ufffd"} 1',
  );
});

test('a family without samples is left out', () => {
  expect(writeMetrics([gauge('a', 'b', []), gauge('c', 'd', 1)])).not.toContain('a b');
});

test('infinities are written as Prometheus spells them', () => {
  expect(writeMetrics([gauge('a', 'b', Infinity), gauge('c', 'd', -Infinity)])).toMatch(/a \+Inf\n[\s\S]*c -Inf\n/);
});
