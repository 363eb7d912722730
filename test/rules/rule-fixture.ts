// Rules applied to streams, with the market that a sync would find.

import type { ProviderId } from '../../src/model/ids.ts';
import { sharedRules, type DraftRule, type RulePattern } from '../../src/model/rules.ts';
import { compileRules, type Ruled } from '../../src/rules/compile.ts';
import { readingOf, type RuleStream } from '../../src/rules/subject.ts';
import { marketOfStream } from '../../src/sync/naming.ts';

export const streamOf = (name: string, said: Partial<RuleStream> = {}): RuleStream => ({
  kind: 'live',
  name,
  group: '',
  logoUrl: '',
  tvgId: '',
  number: '',
  guideShiftMinutes: 0,
  providerId: 'one' as ProviderId,
  ...said,
});

interface Said {
  readonly when?: unknown;
  readonly action: unknown;
  readonly enabled?: boolean;
}

/** @throws when the schema refuses them */
export function rulesOf(
  said: readonly Said[],
  patterns: readonly unknown[] = [],
): { rules: DraftRule[]; patterns: RulePattern[] } {
  return sharedRules.parse({ patterns, rules: said.map((rule, index) => ({ name: `Rule ${index + 1}`, ...rule })) });
}

/** @param hasLogoFile whether the folder of logos has one; left out it has any */
export function ruled(
  stream: RuleStream,
  said: readonly Said[],
  patterns: readonly unknown[] = [],
  hasLogoFile?: (name: string) => boolean,
): Ruled {
  const { rulingIn, issues } = compileRules(rulesOf(said, patterns));
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  const ruling = rulingIn?.({
    marketOf: marketOfStream,
    readingOf,
    providerName: (id) => `Provider ${id}`,
    ...(hasLogoFile && { hasLogoFile }),
  });
  const { name, group, logoUrl, guideShiftMinutes } = stream;
  return ruling?.(stream) ?? { isHidden: false, name, group, logoUrl, guideShiftMinutes, isEnabled: null, scheme: 0 };
}

export const holdsFor = (stream: RuleStream, when: unknown, patterns: readonly unknown[] = []): boolean =>
  ruled(stream, [{ when, action: { kind: 'hide' } }], patterns).isHidden;
