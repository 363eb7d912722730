// How a bench says what it measured: a table for people, one JSON line a figure for machines.

export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be: at least, or at most with `isLimit`. */
  readonly aim?: number;
  readonly isLimit?: boolean;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Prints the figures of one bench. */
export function report(bench: string, figures: readonly Figure[]): void {
  const rows = figures.map(({ figure, value, unit, aim, isLimit }) => ({
    figure,
    value: rounded(value),
    unit,
    aim: aim === undefined ? '' : `${isLimit ? '≤' : '≥'} ${aim}`,
    met: aim === undefined ? '' : (isLimit ? value <= aim : value >= aim) ? 'yes' : 'NO',
  }));
  console.table(rows);
  for (const { figure, value, unit, aim } of figures) {
    console.log(JSON.stringify({ bench, figure, value: rounded(value), unit, ...(aim === undefined ? {} : { aim }) }));
  }
}
