// Logistic regression by damped Newton steps: small, exact, the same result on every run.

export interface Example {
  readonly features: Float64Array;
  readonly label: boolean;
}

export interface FitOptions {
  /** Pull of every weight towards 0; the bias is free. */
  readonly ridge: number;
  /** Features whose weight may change; the bias changes with the first fit only. */
  readonly isFree: (feature: number) => boolean;
  readonly start?: Float64Array;
}

const LONGEST_STEP = 1.5; // log odds; a full Newton step from far away overshoots
const CLOSE_ENOUGH = 1e-4;
const STEPS = 100;

/** @returns the bias, then one weight for each feature */
export function fitLogistic(examples: readonly Example[], options: FitOptions): Float64Array {
  const featureCount = examples[0]?.features.length ?? 0;
  const weights = Float64Array.from(options.start ?? new Float64Array(featureCount + 1));
  const free = Array.from({ length: featureCount }, (_, feature) => feature).filter(options.isFree);
  const slots = free.map((feature) => feature + 1);
  if (!options.start) slots.unshift(0);
  for (let step = 0; step < STEPS; step += 1) {
    const change = newtonStep(examples, weights, slots, options.ridge);
    const longest = Math.max(...change.map(Math.abs));
    const scale = Math.min(1, LONGEST_STEP / longest);
    for (const [at, slot] of slots.entries()) weights[slot] = (weights[slot] ?? 0) + scale * (change[at] ?? 0);
    if (longest < CLOSE_ENOUGH) break;
  }
  return weights;
}

// oxlint-disable-next-line max-params -- the four things that a step is made of
function newtonStep(
  examples: readonly Example[],
  weights: Float64Array,
  slots: readonly number[],
  ridge: number,
): number[] {
  const size = slots.length;
  const matrix = slots.map((slot, row) => {
    const line = new Float64Array(size + 1);
    line[row] = slot === 0 ? 1e-6 : ridge;
    line[size] = slot === 0 ? 0 : -ridge * (weights[slot] ?? 0);
    return line;
  });
  const active: number[] = [];
  for (const { features, label } of examples) {
    let sum = weights[0] ?? 0;
    for (let index = 0; index < features.length; index += 1) sum += (weights[index + 1] ?? 0) * (features[index] ?? 0);
    const probability = 1 / (1 + Math.exp(-sum));
    const spread = Math.max(probability * (1 - probability), 1e-9);
    const error = (label ? 1 : 0) - probability;
    active.length = 0;
    for (let at = 0; at < size; at += 1) if (valueAt(features, slots[at]!) !== 0) active.push(at);
    for (const row of active) {
      const line = matrix[row]!;
      const value = valueAt(features, slots[row]!);
      line[size]! += error * value;
      for (const column of active) line[column]! += spread * value * valueAt(features, slots[column]!);
    }
  }
  return solve(matrix);
}

const valueAt = (features: Float64Array, slot: number): number => (slot === 0 ? 1 : features[slot - 1]!);

/** Gauss-Jordan with pivots; the last column is the right-hand side. */
function solve(matrix: Float64Array[]): number[] {
  const size = matrix.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[pivot]?.[column] ?? 0)) pivot = row;
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot] as Float64Array, matrix[column] as Float64Array];
    const line = matrix[column] as Float64Array;
    for (const [row, other] of matrix.entries()) {
      const factor = row === column ? 0 : (other[column] ?? 0) / (line[column] ?? 1);
      if (factor === 0) continue;
      for (let at = column; at <= size; at += 1) other[at] = (other[at] ?? 0) - factor * (line[at] ?? 0);
    }
  }
  return matrix.map((line, row) => (line[size] ?? 0) / (line[row] ?? 1));
}
