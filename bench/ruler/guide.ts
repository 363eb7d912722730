// Scores answers to "which channel of this guide is this name?".

import type { Figure } from '../report.ts';

export interface GuideRow {
  readonly guide: string;
  readonly market: string;
  readonly id: string;
  readonly names: readonly string[];
  readonly mapped: boolean;
}

export interface GuideQuery {
  readonly qid: string;
  readonly guide: string;
  readonly market: string;
  readonly name: string;
  /** Who writes it so. */
  readonly src: string;
  readonly stype: 'playlist' | 'guide';
  /** `exact`: the guide has this feed; `channel`: another feed of it; `none`: nothing of it. */
  readonly type: 'exact' | 'channel' | 'none';
  readonly gold: readonly string[];
  readonly gold_channel: readonly string[];
  readonly amb: boolean;
}

export function isRightAnswer(query: GuideQuery, answer: string | null): boolean {
  if (answer === null || query.type === 'none') return false;
  return (query.type === 'exact' ? query.gold : query.gold_channel).includes(answer);
}

const share = (count: number, of: number): number => count / (of || 1);

export function scoreGuide(queries: readonly GuideQuery[], answers: ReadonlyMap<string, string | null>): Figure[] {
  const scored = queries.filter((query) => !query.amb);
  const answerOf = (query: GuideQuery): string | null => answers.get(query.qid) ?? null;
  const ofKind = (type: GuideQuery['type'], stype: GuideQuery['stype']): GuideQuery[] =>
    scored.filter((query) => query.type === type && query.stype === stype);
  const rightShare = (list: readonly GuideQuery[]): number =>
    share(list.filter((query) => isRightAnswer(query, answerOf(query))).length, list.length);
  const answeredShare = (list: readonly GuideQuery[]): number =>
    share(list.filter((query) => answerOf(query) !== null).length, list.length);
  const answered = scored.filter((query) => answerOf(query) !== null);
  const acceptable = answered.filter(
    (query) =>
      isRightAnswer(query, answerOf(query)) ||
      (query.type === 'exact' && query.gold_channel.includes(answerOf(query) ?? '')),
  );
  return [
    { figure: 'epg.top1.playlist', value: rightShare(ofKind('exact', 'playlist')), unit: '', aim: 0.93 },
    { figure: 'epg.top1.guide', value: rightShare(ofKind('exact', 'guide')), unit: '', aim: 0.9 },
    { figure: 'epg.channel_top1.playlist', value: rightShare(ofKind('channel', 'playlist')), unit: '' },
    { figure: 'epg.channel_top1.guide', value: rightShare(ofKind('channel', 'guide')), unit: '' },
    ...(['playlist', 'guide'] as const).map((stype): Figure => {
      const value = answeredShare(ofKind('none', stype));
      return { figure: `epg.false_match_on_none.${stype}`, value, unit: '', aim: 0.005, isLimit: true };
    }),
    {
      figure: 'epg.precision_when_answered',
      value: share(acceptable.length, answered.length),
      unit: '',
      aim: 0.992,
    },
  ];
}
