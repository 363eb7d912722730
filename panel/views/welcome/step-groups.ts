// Third step: which groups are taken into the lineup, with how many channels that leaves.

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Asked, Group } from '../../api/routes.ts';
import { Live } from '../../live/live.ts';
import { number } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';
import { marketName } from '../../locale/markets.ts';
import { controls } from '../../theme/controls.ts';
import { pills } from '../../theme/pills.ts';
import { shared } from '../../theme/shared.ts';
import { countriesOf } from './countries.ts';
import { StepElement, stepStyles } from './step.ts';

type Patch = Asked<'PATCH /channels'>['body']['patches'][number];

@customElement('mh-step-groups')
export class StepGroups extends StepElement {
  @property() providerId = '';
  @state() private chosen: ReadonlySet<string> | undefined;
  @state() private search = '';
  @state() private error: unknown;
  @state() private isBusy = false;
  readonly #live = new Live(this, 'status');
  #revision = '';
  readonly #groups = new Query(this, {
    load: (signal) =>
      ask('GET /groups', { query: this.providerId === '' ? {} : { provider_id: this.providerId } }, signal),
  });

  static override styles = [
    shared,
    controls,
    pills,
    stepStyles,
    css`
      .card {
        display: grid;
        gap: var(--mh-space-3);
      }
      input[type='search'] {
        flex: 1 1 120px;
        min-width: 0;
      }
      ul {
        max-height: 46vh;
        overflow: auto;
        border-block: 1px solid var(--mh-line);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--mh-space-3);
        min-height: var(--mh-touch);
        padding-inline: var(--mh-space-2);
        content-visibility: auto;
        contain-intrinsic-size: auto 44px;
      }
      .countries {
        max-height: 148px;
        overflow: auto;
      }
      label:hover {
        background: var(--mh-sunken);
      }
      label input {
        width: 18px;
        height: 18px;
      }
    `,
  ];

  protected override willUpdate(_changed: PropertyValues): void {
    this.#followLineup();
    const groups = this.#groups.data?.items;
    if (groups && !this.chosen) this.chosen = new Set(groups.filter(isOn).map(({ name }) => name));
  }

  /** The lineup is built after the sync: its groups may come a moment later. */
  #followLineup(): void {
    const revision = this.#live.status('lineup')?.revision ?? '';
    if (revision === this.#revision) return;
    this.#revision = revision;
    if (this.isBusy) return;
    void this.#groups.refresh().then(() => (this.chosen = undefined));
  }

  override render(): TemplateResult {
    const groups = this.#groups.data?.items;
    if (!groups || !this.chosen) {
      return html`<div class="card">
        <mh-trouble .error=${this.#groups.error} @retry=${() => this.#groups.refresh()}></mh-trouble>
        <mh-skeleton lines="8"></mh-skeleton>
      </div>`;
    }
    const shown = groups.filter(({ name }) => name.toLowerCase().includes(this.search.toLowerCase()));
    return html`<div class="card">
      <div>
        <h2>${t('welcome.groups-heading')}</h2>
        <p class="soft">${t('welcome.groups-text')}</p>
      </div>
      <div class="row breaks">
        <input
          type="search"
          placeholder=${t('welcome.groups-search')}
          aria-label=${t('welcome.groups-search')}
          @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
        />
        <wa-button size="s" appearance="outlined" @click=${() => this.#setAll(shown, true)}
          >${t('welcome.all')}</wa-button
        >
        <wa-button size="s" appearance="outlined" @click=${() => this.#setAll(shown, false)}
          >${t('welcome.none')}</wa-button
        >
      </div>
      ${this.#countries(groups)}
      <ul>
        ${shown.map((group) => this.#row(group))}
      </ul>
      <mh-trouble .error=${this.error} @retry=${() => void this.#apply()}></mh-trouble>
      <div class="actions">
        <b class="grow digits" role="status">${tn('channels', this.#count(groups))}</b>
        <wa-button variant="brand" ?loading=${this.isBusy} @click=${this.#apply}>${t('action.next')}</wa-button>
      </div>
    </div>`;
  }

  /** One is no choice. */
  #countries(groups: readonly Group[]): TemplateResult | typeof nothing {
    const countries = countriesOf(groups);
    if (countries.length < 2) return nothing;
    return html`<div class="row breaks countries" role="group" aria-label=${t('welcome.countries')}>
      ${countries.map(({ market, of, channels }) => {
        const isTaken = of.every(({ name }) => this.chosen?.has(name));
        return html`<button class="pill" aria-pressed=${isTaken} @click=${() => this.#setAll(of, !isTaken)}>
          ${market === '' ? t('welcome.no-country') : marketName(market)}
          <span class="soft digits">${number(channels)}</span>
        </button>`;
      })}
    </div>`;
  }

  #row({ name, channel_count: count }: Group): TemplateResult {
    return html`<li>
      <label>
        <input type="checkbox" .checked=${this.chosen?.has(name) ?? false} @change=${() => this.#toggle(name)} />
        <span class="grow cut">${name === '' ? t('welcome.no-group') : name}</span>
        <span class="soft digits">${number(count)}</span>
      </label>
    </li>`;
  }

  #toggle(name: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(name)) chosen.add(name);
    this.chosen = chosen;
  }

  #setAll(groups: readonly Group[], isOnNow: boolean): void {
    const chosen = new Set(this.chosen);
    for (const { name } of groups) {
      if (isOnNow) chosen.add(name);
      else chosen.delete(name);
    }
    this.chosen = chosen;
  }

  #count(groups: readonly Group[]): number {
    return groups.reduce((sum, group) => sum + (this.chosen?.has(group.name) ? group.channel_count : 0), 0);
  }

  readonly #apply = async (): Promise<void> => {
    const patches = patchesOf(this.#groups.data?.items ?? [], this.chosen ?? new Set(), this.providerId);
    this.isBusy = true;
    this.error = undefined;
    try {
      if (patches.length > 0) await ask('PATCH /channels', { body: { patches } });
      this.next();
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  };
}

const isOn = ({ enabled_count: count }: Group): boolean => count > 0;

/**
 * What the API is told: a rule for each group that changes. Of very many groups that go the whole is turned off first, so
 * that those that stay are named instead.
 */
export function patchesOf(groups: readonly Group[], chosen: ReadonlySet<string>, providerId: string): Patch[] {
  const of = providerId === '' ? {} : { provider_id: providerId };
  const turned = (name: string, enabled: boolean): Patch => ({ where: { ...of, group: name }, set: { enabled } });
  const changed = groups.filter((group) => isOn(group) !== chosen.has(group.name));
  if (changed.length <= MOST_RULES) return changed.map(({ name }) => turned(name, chosen.has(name)));
  const kept = groups.filter(({ name }) => chosen.has(name));
  const isMostlyOff = kept.length < groups.length / 2;
  const rest = isMostlyOff ? kept : groups.filter(({ name }) => !chosen.has(name));
  return [{ where: of, set: { enabled: !isMostlyOff } }, ...rest.map(({ name }) => turned(name, isMostlyOff))];
}

/** The API takes a thousand patches at once. */
const MOST_RULES = 400;
