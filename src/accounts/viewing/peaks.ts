// How many watched at once, hour by hour: altogether, and of each channel or title, kind, person and provider.

import type { DatabaseSync } from 'node:sqlite';

/** What is watched of what, as sums have it. */
export const PEAK_PARTS = ['item', 'kind', 'person', 'provider'] as const;
export type PeakPart = (typeof PEAK_PARTS)[number];

export interface Peak {
  readonly hourAt: number;
  readonly day: number;
  readonly viewers: number;
}

export interface PartPeak extends Peak {
  readonly part: PeakPart;
  /** As in sums: '' is a person without a login, and no provider. */
  readonly key: string;
}

export interface PeakBatch {
  readonly peaks: readonly Peak[];
  readonly partPeaks: readonly PartPeak[];
}

/** What cannot be written is lost before it fills the memory. */
const MOST_PARTS = 5_000;

export class Peaks {
  #whole = new Map<number, Peak>();
  #parts = new Map<string, PartPeak>();

  /** @param all who watches now, two connections of one player as two */
  look(all: readonly Readonly<Record<PeakPart, string>>[], moment: Omit<Peak, 'viewers'>): void {
    if (all.length === 0) return;
    this.#keep({ ...moment, viewers: all.length });
    for (const part of PEAK_PARTS) {
      const counts = new Map<string, number>();
      for (const { [part]: key } of all) counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const [key, viewers] of counts) this.#keepPart({ ...moment, part, key, viewers });
    }
  }

  take(): PeakBatch {
    const batch = { peaks: [...this.#whole.values()], partPeaks: [...this.#parts.values()] };
    this.#whole = new Map();
    this.#parts = new Map();
    return batch;
  }

  putBack({ peaks, partPeaks }: PeakBatch): void {
    for (const peak of peaks) this.#keep(peak);
    for (const peak of partPeaks) this.#keepPart(peak);
  }

  /** @param personId null is everybody */
  forget(personId: string | null): void {
    for (const [id, { part, key }] of this.#parts)
      if (part === 'person' && key !== '' && (personId === null || key === personId)) this.#parts.delete(id);
  }

  #keep(peak: Peak): void {
    const known = this.#whole.get(peak.hourAt);
    if (!known || known.viewers < peak.viewers) this.#whole.set(peak.hourAt, peak);
  }

  #keepPart(peak: PartPeak): void {
    const id = `${peak.hourAt} ${peak.part} ${peak.key}`;
    const known = this.#parts.get(id);
    if (known ? known.viewers < peak.viewers : this.#parts.size < MOST_PARTS) this.#parts.set(id, peak);
  }
}

export function writePeaks(database: DatabaseSync, { peaks, partPeaks }: PeakBatch): void {
  const higher = 'DO UPDATE SET viewers = max(viewers, excluded.viewers)';
  const whole = database.prepare(`INSERT INTO peak VALUES (?, ?, ?) ON CONFLICT (hour_at) ${higher}`);
  for (const { hourAt, day, viewers } of peaks) whole.run(hourAt, day, viewers);
  const one = database.prepare(
    `INSERT INTO part_peak VALUES (?, ?, ?, ?, ?) ON CONFLICT (part, hour_at, key) ${higher}`,
  );
  for (const { hourAt, part, key, day, viewers } of partPeaks) one.run(part, hourAt, key, day, viewers);
}
