// The order of the files that run real programs: those that compute beside those that wait, each kind's longest first. Vitest
// itself takes project after project: four browsers at once, and at the end one test that waits for two minutes by itself.

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Most of their time a browser draws. */
const COMPUTES: ReadonlySet<string> = new Set(['browser']);
/** As long as their minutes are, whatever the machine: they come first. */
const LONGEST: ReadonlySet<string> = new Set(['soak', 'matrix', 'image']);

const nameOf = ({ project }: TestSpecification): string => project.name;
const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;

export class SideBySide extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files); // oxlint-disable-line no-array-sort -- no array is sorted here
    const quick = sorted.filter((file) => groupOf(file) === 0);
    const real = sorted.filter((file) => groupOf(file) !== 0);
    const computing = real.filter((file) => COMPUTES.has(nameOf(file)));
    const waiting = real.filter((file) => !COMPUTES.has(nameOf(file)));
    const long = waiting.filter((file) => LONGEST.has(nameOf(file)));
    return [...quick, ...spread([...long, ...waiting.filter((file) => !long.includes(file))], computing)];
  }
}

/** Both in their order, each as evenly over the whole as its length allows. */
function spread<Item>(one: readonly Item[], other: readonly Item[]): Item[] {
  const placed = [one, other].flatMap((items) =>
    items.map((item, index) => ({ item, at: (index + 0.5) / items.length })),
  );
  return placed.toSorted((a, b) => a.at - b.at).map(({ item }) => item);
}
