// The rules put to work on the catalogue's streams, with what other rooms know of them.

import { isHeadingName } from '../formats/names/read.ts';
import { unruled, type RuleStreams } from '../lineup/ruling.ts';
import { ownLogoNames } from '../logos/folder-index.ts';
import { marketOf } from '../matching/market-of.ts';
import { compileRules, type Ruling, type RuleTexts } from '../rules/compile.ts';
import { readingOf, rememberingLast, type Surroundings } from '../rules/subject.ts';

/** Rules as a task is handed them; plain data. */
export interface BuildRules extends RuleTexts {
  /** By id. */
  readonly providerNames: Readonly<Record<string, string>>;
  /** The folder of a person's logos; absent where no logo matters. */
  readonly ownLogos?: string;
}

/** @returns undefined where no rule does anything: streams stay as they are */
export function rulingOf(rules: BuildRules): Ruling | undefined {
  return compileRules(rules).rulingIn?.(surroundingsOf(rules));
}

/** Lines that only divide a list are no channels, whatever rules say of them: as if no provider listed them. */
export const withoutHeadings =
  (ruling: Ruling | undefined): RuleStreams =>
  (stream) =>
    isHeadingName(stream.name) ? { ...unruled(stream), isHidden: true } : ruling?.(stream);

export function surroundingsOf({ providerNames, ownLogos }: Omit<BuildRules, keyof RuleTexts>): Surroundings {
  let ownNames: ((name: string) => boolean) | undefined;
  return {
    marketOf: rememberingLast(({ name, group, tvgId }) => marketOf(name, group, tvgId)),
    readingOf: rememberingLast(readingOf),
    providerName: (id) => providerNames[id] ?? id,
    hasLogoFile: (name) => ownLogos === undefined || (ownNames ??= ownLogoNames(ownLogos))(name),
  };
}
