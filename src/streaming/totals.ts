// Sums that only grow, kept beyond the viewers and sessions that they come from.

export interface Totals {
  bytesReceived: number;
  bytesSent: number;
  droppedBytes: number;
  skips: number;
  retries: number;
}

export const noTotals = (): Totals => ({ bytesReceived: 0, bytesSent: 0, droppedBytes: 0, skips: 0, retries: 0 });

/** Adds what `more` counts to `sums`. */
export function addTotals(sums: Totals, more: Readonly<Partial<Totals>>): void {
  sums.bytesReceived += more.bytesReceived ?? 0;
  sums.bytesSent += more.bytesSent ?? 0;
  sums.droppedBytes += more.droppedBytes ?? 0;
  sums.skips += more.skips ?? 0;
  sums.retries += more.retries ?? 0;
}
