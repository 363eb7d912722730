// The whole at a glance: sums, what is down, each provider's month, checks under way, better streams that were found.

import { mdiHeartPulse } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { number, relative } from '../../locale/format.ts';
import { currentLocale, t, tn } from '../../locale/locale.ts';
import { rankReason } from '../../locale/problems.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './checks.ts';
import './provider-month.ts';

type Summary = Answer<'GET /health'>;
type Provider = Answer<'GET /health/providers/{id}'>;

interface Seen {
  readonly summary: Summary;
  readonly providers: readonly Provider[];
}

const EVERY_MS = 15_000;
const SHOWN_UPGRADES = 8;
const STATES = ['alive', 'failing', 'dead', 'unknown'] as const;

@customElement('mh-health-overview')
export class HealthOverview extends LitElement {
  readonly #seen: Query<Seen> = new Query(this, { load, everyMs: EVERY_MS, isWorded: true });

  static override styles = [
    shared,
    viewStyles,
    css`
      .tiles {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: var(--mh-space-4);
        margin-block-end: var(--mh-space-6);
      }
      .tile {
        padding: var(--mh-space-3) var(--mh-space-4);
        color: inherit;
        text-decoration: none;
      }
      .act {
        margin-block-start: var(--mh-space-3);
      }
      a.tile:hover {
        border-color: var(--mh-primary);
      }
      .tile b {
        display: block;
        font-size: 24px;
        line-height: 32px;
        font-weight: 500;
      }
      .cut-off {
        margin-block-end: var(--mh-space-4);
        border-color: var(--mh-bad-fill);
      }
      li {
        display: grid;
        gap: 2px;
        padding-block: var(--mh-space-2);
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      .months {
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr));
      }
      @media (max-width: 599px) {
        .tiles {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          gap: var(--mh-space-2);
        }
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const seen = this.#seen.data;
    return html`<mh-trouble .error=${this.#seen.error} @retry=${() => this.#seen.refresh()}></mh-trouble>
      ${seen ? this.#content(seen) : html`<div class="card"><mh-skeleton lines="12"></mh-skeleton></div>`}`;
  }

  #content({ summary, providers }: Seen): TemplateResult {
    if (providers.length === 0)
      return html`<div class="card">
        <mh-empty icon=${mdiHeartPulse} heading=${t('health.none')} text=${t('health.none-text')}>
          <wa-button appearance="outlined" href=${linkTo('providers')}>${t('nav.providers')}</wa-button>
        </mh-empty>
      </div>`;
    return html`${
        summary.is_cut_off
          ? html`<div class="card cut-off" role="alert">
              <h2>${t('health.cut-off')}</h2>
              <p>${t('health.cut-off-text')}</p>
            </div>`
          : nothing
      }
      ${this.#tiles(summary)}
      <section>
        <h2>${t('nav.providers')}</h2>
        <div class="cards months">
          ${repeat(
            providers,
            (one) => one.provider_id,
            (one) => html`<mh-provider-month .provider=${one}></mh-provider-month>`,
          )}
        </div>
      </section>
      <section>
        <h2>${t('health.checks')}</h2>
        <div class="card"><mh-checks></mh-checks></div>
      </section>
      <section>
        <h2>${t('health.upgrades')}</h2>
        <div class="card">${this.#upgrades(summary)}</div>
      </section>`;
  }

  #tiles({ providers, dead_channel_count: dark }: Summary): TemplateResult {
    const sum = (state: (typeof STATES)[number]): number => providers.reduce((all, one) => all + one[state], 0);
    return html`<div class="tiles">
        ${STATES.map(
          (state) =>
            html`<a class="card tile" href=${linkTo('health', 'streams', { state })}
              ><span class="soft">${t(`health.state-${state}`)}</span><b class="digits">${number(sum(state))}</b></a
            >`,
        )}
      </div>
      ${
        dark > 0
          ? html`<p class="bad cut-off">
              ${tn('health.dark', dark)}
              <a href=${linkTo('health', 'streams', { state: 'dead' })}>${t('health.which')}</a>
            </p>`
          : nothing
      }`;
  }

  #upgrades({ upgrades }: Summary): TemplateResult {
    return html`${
      upgrades.length === 0
        ? html`<p class="soft">${t('health.no-upgrades')}</p>`
        : html`<ul>
            ${upgrades.slice(0, SHOWN_UPGRADES).map(
              (one) =>
                html`<li>
                  <a class="reach" href=${linkTo('channel', one.channel_id)}>${rankReason(one.because)}</a>
                  <span class="small soft">${[tn('health.points', one.by_points), relative(one.at)].join(' · ')}</span>
                </li>`,
            )}
          </ul>`
    }
    ${
      mayChange()
        ? html`<p class="act">
            <wa-button size="s" appearance="outlined" @click=${this.#look}>${t('health.look')}</wa-button>
          </p>`
        : nothing
    }`;
  }

  readonly #look = async (): Promise<void> => {
    try {
      const { items } = await ask('POST /health/upgrades');
      toast(items.length === 0 ? t('health.nothing-better') : tn('health.better', items.length));
      await this.#seen.refresh();
    } catch (error) {
      toastError(error);
    }
  };
}

async function load(signal: AbortSignal): Promise<Seen> {
  const summary = await ask('GET /health', {}, signal);
  const query = { language: currentLocale() };
  const providers = await Promise.all(
    summary.providers.map(({ provider_id: id }) =>
      ask('GET /health/providers/{id}', { params: { id }, query }, signal),
    ),
  );
  return { summary, providers };
}
