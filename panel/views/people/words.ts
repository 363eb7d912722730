// People in words: what a list shows of them.

import type { Tone } from '../../elements/chip.ts';
import { dateName } from '../../locale/format.ts';
import { countryName } from '../../locale/countries.ts';
import { t, tn } from '../../locale/locale.ts';
import type { Person } from './person-changes.ts';

export const STANDING_TONES: Readonly<Record<Person['standing'], Tone>> = {
  active: 'good',
  disabled: 'soft',
  banned: 'bad',
  expired: 'warn',
};

/** Countries that fit a line. */
const FEW = 3;

const KILOBITS_A_KILOBYTE = 8;

/** What somebody may less than all. */
export function limitsOf(person: Person): string[] {
  const { contents, groups, title_groups: titleGroups, max_streams: most, kilobytes_per_second: rate } = person;
  const { networks, allowed_countries: allowed, blocked_countries: blocked } = person;
  return [
    contents.length < 3
      ? contents.map((content) => t(`contents.${content}`)).join(', ') || t('people.no-contents')
      : '',
    groups === null ? '' : tn('people.groups', groups.length),
    titleGroups === null ? '' : tn('people.categories', titleGroups.length),
    most === null ? '' : tn('people.streams', most),
    rate === null ? '' : t('people.rate', { rate: ((rate * KILOBITS_A_KILOBYTE) / 1_000).toFixed(1) }),
    networks === null ? '' : tn('people.networks-count', networks.length),
    allowed === null ? '' : t('people.only-from', { countries: countriesOf(allowed) }),
    blocked.length === 0 ? '' : t('people.not-from', { countries: countriesOf(blocked) }),
    person.keeps_history ? '' : t('history.none-kept'),
    person.expires_at === null ? '' : t('account.until', { day: dateName(person.expires_at) }),
  ].filter((text) => text !== '');
}

function countriesOf(codes: readonly string[]): string {
  const named = codes.slice(0, FEW).map(countryName).join(', ');
  return codes.length > FEW ? `${named}, +${codes.length - FEW}` : named || t('people.no-countries');
}
