// From the fields of a provider's form to what the API is told.

import type { Asked } from '../../api/routes.ts';
import { t } from '../../locale/locale.ts';

type Changes = Partial<Asked<'POST /providers'>['body']>;
type Options = NonNullable<Changes['options']>;

/** What was typed, as its field wants it. */
class Typed {
  readonly #fields: FormData;

  constructor(fields: FormData) {
    this.#fields = fields;
  }

  text(name: string): string {
    return ((this.#fields.get(name) ?? '') as string).trim();
  }

  lines(name: string): string[] {
    return this.text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** Null for an empty field. */
  number(name: string): number | null {
    return this.text(name) === '' ? null : Number(this.text(name));
  }

  isOn(name: string): boolean {
    return this.#fields.has(name);
  }
}

/**
 * @param kind of the provider: what only it has is read, too
 * @throws Error for a header line without a colon, a login without a password
 */
export function changesOf(fields: FormData, kind: string): Changes {
  const typed = new Typed(fields);
  const options = OPTIONS[kind]?.(typed);
  return {
    name: typed.text('name'),
    source: typed.text('source'),
    max_connections: typed.number('max_connections'),
    sync_interval_hours: typed.number('sync_interval_hours'),
    sync_cron: typed.text('sync_cron') || null,
    limit_kilobytes_per_second: typed.number('limit_kilobytes_per_second'),
    linger_seconds: typed.number('linger_seconds') ?? 0,
    take_guides: typed.isOn('take_guides'),
    guide_sources: typed.lines('guide_sources'),
    backup_sources: typed.lines('backup_sources'),
    user_agent: typed.text('user_agent'),
    time_zone: typed.text('time_zone') || 'UTC',
    headers: Object.fromEntries(typed.lines('headers').map(headerOf)),
    stream_profile: typed.text('stream_profile') || null,
    ...(options && { options }),
  };
}

const OPTIONS: Readonly<Record<string, (typed: Typed) => Options>> = {
  xtream: (typed) => {
    const selection = (part: string) => ({
      take: typed.isOn(`take_${part}`),
      include: typed.lines(`include_${part}`),
      exclude: typed.lines(`exclude_${part}`),
    });
    return {
      kind: 'xtream',
      output: typed.text('output') === 'm3u8' ? 'm3u8' : 'ts',
      live: selection('live'),
      movies: selection('movies'),
      series: selection('series'),
      logins: typed.lines('logins').map(loginOf),
      catchup_correction_hours: typed.number('catchup_correction_hours') ?? 0,
    };
  },
  'iptv-org': (typed) => ({
    kind: 'iptv-org',
    take_geo_blocked: typed.isOn('take_geo_blocked'),
    take_part_time: typed.isOn('take_part_time'),
    ...(typed.text('base_url') !== '' && { base_url: typed.text('base_url') }),
  }),
};

function headerOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(t('field.headers-bad', { line }));
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** `anna secret`, `anna secret 2`: neither a name nor a password of a panel has blanks. */
function loginOf(line: string): { username: string; password: string; max_connections: number | null } {
  const [username = '', password = '', most] = line.split(/\s+/);
  if (password === '') throw new Error(t('field.logins-bad', { name: username }));
  const connections = most === undefined ? null : Number(most);
  if (Number.isNaN(connections)) throw new Error(t('field.logins-bad', { name: username }));
  return { username, password, max_connections: connections };
}
