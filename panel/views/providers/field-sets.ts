// What a provider's form asks, part by part; what only one kind has stands with its kind in `OPTION_FIELDS`.

import { html, type TemplateResult } from 'lit';
import type { Provider } from '../../api/routes.ts';
import { t, type MessageKey } from '../../locale/locale.ts';
import './category-picker.ts';
import { PARTS, type Selections } from './selections.ts';

const written = (value: number | string | null): string => (value === null ? '' : String(value));

interface NumberField {
  readonly name: string;
  readonly label: MessageKey;
  readonly hint: MessageKey;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
}

const number = ({ name, label, hint, value, min, max }: NumberField): TemplateResult =>
  html`<wa-input
    name=${name}
    type="number"
    min=${min}
    max=${max}
    step="any"
    label=${t(label)}
    hint=${t(hint)}
    .value=${written(value)}
  ></wa-input>`;

interface LinesField {
  readonly name: string;
  readonly label: MessageKey;
  readonly hint: MessageKey;
  readonly lines: readonly string[];
}

const lines = ({ name, label, hint, lines: value }: LinesField): TemplateResult =>
  html`<wa-textarea
    name=${name}
    rows="2"
    label=${t(label)}
    hint=${t(hint)}
    .value=${value.join('\n')}
    spellcheck="false"
  ></wa-textarea>`;

/** A part that is folded together until somebody wants it. */
const part = (heading: MessageKey, content: TemplateResult): TemplateResult =>
  html`<details>
    <summary>${t(heading)}</summary>
    <div class="part">${content}</div>
  </details>`;

/** What stands for a password in an address that the server shows. */
const HIDDEN = '***';

export const mainFields = (provider: Provider): TemplateResult =>
  html`<wa-input name="name" label=${t('field.name')} .value=${provider.name} required maxlength="100"></wa-input>
    <wa-input
      name="source"
      label=${t('field.source')}
      hint=${provider.source.includes(HIDDEN) ? t('field.source-hint') : ''}
      .value=${provider.source}
      required
      spellcheck="false"
      autocapitalize="off"
    ></wa-input>
    <div class="pair">
      ${number({ name: 'max_connections', label: 'field.connections', hint: 'field.connections-hint', value: provider.max_connections, min: 1, max: 1_000 })}
      ${number({ name: 'sync_interval_hours', label: 'field.interval', hint: 'field.interval-hint', value: provider.sync_interval_hours, min: 0.25, max: 720 })}
    </div>
    <wa-input
      name="sync_cron"
      label=${t('field.cron')}
      hint=${t('field.cron-hint')}
      placeholder="0 4 * * *"
      .value=${provider.sync_cron ?? ''}
      maxlength="100"
      spellcheck="false"
      autocapitalize="off"
    ></wa-input>`;

export const limitFields = (provider: Provider): TemplateResult =>
  part(
    'field.part-limits',
    html`<div class="pair">
      ${number({ name: 'limit_kilobytes_per_second', label: 'field.bandwidth', hint: 'field.bandwidth-hint', value: provider.limit_kilobytes_per_second, min: 1, max: 10_000_000 })}
      ${number({ name: 'linger_seconds', label: 'field.linger', hint: 'field.linger-hint', value: provider.linger_seconds, min: 0, max: 30 })}
    </div>`,
  );

export const guideFields = (provider: Provider): TemplateResult =>
  part(
    'field.part-guide',
    html`<wa-switch name="take_guides" ?checked=${provider.take_guides}>${t('field.take-guides')}</wa-switch>
      ${lines({ name: 'guide_sources', label: 'field.guides', hint: 'field.guides-hint', lines: provider.guide_sources })}
      <wa-input
        name="time_zone"
        label=${t('field.zone')}
        hint=${t('field.zone-hint')}
        .value=${provider.time_zone}
        maxlength="64"
      ></wa-input>`,
  );

/** @param profiles names of stream profiles to choose from */
export function wayFields(provider: Provider, profiles: readonly string[]): TemplateResult {
  const headers = Object.entries(provider.headers).map(([name, value]) => `${name}: ${value}`);
  return part(
    'field.part-way',
    html`${lines({ name: 'backup_sources', label: 'field.backups', hint: 'field.backups-hint', lines: provider.backup_sources })}
      <wa-input
        name="user_agent"
        label=${t('field.agent')}
        hint=${t('field.agent-hint')}
        .value=${provider.user_agent}
        maxlength="512"
      ></wa-input>
      ${lines({ name: 'headers', label: 'field.headers', hint: 'field.headers-hint', lines: headers })}
      <label class="above"
        >${t('channel.profile')}<select name="stream_profile">
          <option value="">${t('channel.profile-usual')}</option>
          ${profiles.map((name) => html`<option value=${name} ?selected=${name === provider.stream_profile}>${name}</option>`)}
        </select></label
      >`,
  );
}

type Options = NonNullable<Provider['options']>;
type OptionsOf<Kind extends Options['kind']> = Extract<Options, { kind: Kind }>;

/** What was ticked is written into the fields beside it: they are what is saved. */
function fillIn(event: CustomEvent<Selections>): void {
  const form = (event.target as HTMLElement).closest('form')!;
  for (const kind of PARTS) {
    const { take, include, exclude } = event.detail[kind];
    const field = (name: string): HTMLInputElement => form.querySelector(`[name=${name}_${kind}]`)!;
    field('take').checked = take;
    field('include').value = include.join('\n');
    field('exclude').value = exclude.join('\n');
  }
}

function xtreamFields(options: OptionsOf<'xtream'> | null, providerId: string): TemplateResult {
  const logins = (options?.logins ?? []).map(({ username, password, max_connections: most }) =>
    [username, password, ...(most === null ? [] : [most])].join(' '),
  );
  return html`<mh-category-picker .providerId=${providerId} .chosen=${options} @picked=${fillIn}></mh-category-picker>
    ${PARTS.map(
      (name) =>
        html`<fieldset>
          <wa-switch name=${`take_${name}`} ?checked=${options?.[name].take ?? true}
            >${t(`field.take-${name}`)}</wa-switch
          >
          <div class="pair">
            ${lines({ name: `include_${name}`, label: 'field.include', hint: 'field.include-hint', lines: options?.[name].include ?? [] })}
            ${lines({ name: `exclude_${name}`, label: 'field.exclude', hint: 'field.exclude-hint', lines: options?.[name].exclude ?? [] })}
          </div>
        </fieldset>`,
    )}
    ${lines({ name: 'logins', label: 'field.logins', hint: 'field.logins-hint', lines: logins })}
    <div class="pair">
      <label class="above"
        >${t('field.output')}<select name="output">
          ${(['ts', 'm3u8'] as const).map((output) => html`<option value=${output} ?selected=${output === options?.output}>${t(`field.output-${output}`)}</option>`)}
        </select></label
      >
      ${number({ name: 'catchup_correction_hours', label: 'field.correction', hint: 'field.correction-hint', value: options?.catchup_correction_hours ?? 0, min: -14, max: 14 })}
    </div>`;
}

const iptvOrgFields = (options: OptionsOf<'iptv-org'> | null): TemplateResult =>
  html`<wa-switch name="take_geo_blocked" ?checked=${options?.take_geo_blocked ?? true}
      >${t('field.take-blocked')}</wa-switch
    >
    <wa-switch name="take_part_time" ?checked=${options?.take_part_time ?? true}
      >${t('field.take-part-time')}</wa-switch
    >
    <wa-input
      name="base_url"
      type="url"
      label=${t('public.base')}
      placeholder="https://iptv-org.github.io/iptv"
      .value=${options?.base_url ?? ''}
    ></wa-input>`;

const OPTION_FIELDS: Readonly<Record<string, (options: never, providerId: string) => TemplateResult>> = {
  xtream: xtreamFields,
  'iptv-org': iptvOrgFields,
};

/** Nothing for a kind that has no options of its own. */
export function optionFields({ id, kind, options }: Provider): TemplateResult | undefined {
  const fields = OPTION_FIELDS[kind];
  if (!fields) return undefined;
  return part('field.part-kind', fields((options?.kind === kind ? options : null) as never, id));
}
