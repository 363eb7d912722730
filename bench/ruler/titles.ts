// Scores read titles: all that the label gives must be right.

import type { Figure } from '../report.ts';
import { plainKey } from './lines.ts';

export interface TitleRow {
  readonly name: string;
  readonly group?: string;
  readonly gt: {
    readonly title?: string;
    readonly year?: number;
    readonly season?: number;
    readonly episode?: number | readonly number[];
  };
  readonly source: string;
  readonly label: string;
}

export interface TitleAnswer {
  readonly title: string;
  readonly year: number | null;
  readonly season: number | null;
  readonly episode: number | null;
}

/** Names of panels, awkward ones of panels that people reported, and names of files. */
const AWKWARD = /panel-styles|polluted-xtream|provider-prefixes|xtream-vod|iptv/;

const kindOf = ({ source, label }: TitleRow): string => {
  if (!source.startsWith('facts/')) return `panel.${label}`;
  return AWKWARD.test(source) ? 'facts_of_panels' : 'facts_of_files';
};

const AIMS: Readonly<Record<string, number>> = { 'panel.gold': 0.99, 'panel.silver': 0.99, facts_of_panels: 0.95 };

export function scoreTitles(
  rows: readonly TitleRow[],
  answers: readonly TitleAnswer[],
): { figures: Figure[]; wrong: { row: TitleRow; answer: TitleAnswer }[] } {
  const tallies = new Map<string, { right: number; count: number }>();
  const wrong: { row: TitleRow; answer: TitleAnswer }[] = [];
  for (const [index, row] of rows.entries()) {
    const kind = kindOf(row);
    const tally = tallies.get(kind) ?? { right: 0, count: 0 };
    tallies.set(kind, tally);
    const answer = answers[index] as TitleAnswer;
    tally.count += 1;
    if (isRight(row, answer)) tally.right += 1;
    else wrong.push({ row, answer });
  }
  const figures = [...tallies]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, { right, count }]): Figure => {
      const aim = AIMS[kind];
      return {
        figure: `titles.all_fields.${kind}`,
        value: right / count,
        unit: '',
        ...(aim === undefined ? {} : { aim }),
      };
    });
  return { figures, wrong };
}

function isRight({ gt }: TitleRow, answer: TitleAnswer): boolean {
  if (gt.title !== undefined && plainKey(answer.title) !== plainKey(gt.title)) return false;
  return (['year', 'season', 'episode'] as const).every((field) => {
    const said = gt[field];
    return said === undefined || answer[field] === Number(typeof said === 'number' ? said : said[0]);
  });
}
