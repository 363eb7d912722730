// A provider's last thirty days: a bar a day, how much of the time it was up, its outages, what about it wants a person.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Answer } from '../../api/routes.ts';
import { uptimeText } from '../../elements/health-strip.ts';
import { clockTime, dayName, duration, number, relative } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';

type Provider = Answer<'GET /health/providers/{id}'>;

const SHOWN_OUTAGES = 10;

@customElement('mh-provider-month')
export class ProviderMonth extends LitElement {
  @property({ attribute: false }) provider!: Provider;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      article {
        display: grid;
        gap: var(--mh-space-2);
      }
      a {
        color: inherit;
        font-weight: 500;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
      .warning {
        padding: var(--mh-space-2) var(--mh-space-3);
        border-radius: var(--mh-radius-s);
        background: color-mix(in srgb, var(--mh-warn-fill) 12%, var(--mh-card));
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { provider } = this;
    const { provider_id: id, name, health, down_since: down, code, days, uptime, warnings } = provider;
    return html`<article class="card" aria-label=${name}>
      <div class="row">
        <a class="grow cut reach" href=${linkTo('providers', id)}>${name}</a>
        ${down === null ? this.#score(health) : html`<mh-chip tone="bad">${t('health.down')}</mh-chip>`}
      </div>
      ${
        down === null
          ? nothing
          : html`<p class="bad wrap">
              ${t('health.down-since', { when: relative(down), why: known(`reason.${code}`, code ?? '') })}
            </p>`
      }
      <mh-health-strip ends label=${name} .days=${days}></mh-health-strip>
      <p class="small soft digits">
        ${[uptimeText(uptime), tn('count.streams', provider.streams), provider.dead > 0 ? t('health.dead-count', { count: number(provider.dead) }) : ''].filter(Boolean).join(' · ')}
      </p>
      ${warnings.map(
        ({ warning, detail, since }) =>
          html`<p class="warning wrap">
            ${known(`health.warning-${warning}`, warning)}: ${detail}
            <span class="small soft">${relative(since)}</span>
          </p>`,
      )}
      ${this.#outages()}
    </article>`;
  }

  #score(health: number | null): TemplateResult | typeof nothing {
    if (health === null) return nothing;
    const tone = health >= 80 ? 'good' : health >= 50 ? 'warn' : 'bad';
    return html`<mh-chip tone=${tone}>${t('health.score', { score: health })}</mh-chip>`;
  }

  #outages(): TemplateResult | typeof nothing {
    const { outages } = this.provider;
    if (outages.length === 0) return nothing;
    return html`<details>
      <summary>${tn('health.outages', outages.length)}</summary>
      <ul>
        ${outages.slice(0, SHOWN_OUTAGES).map(
          ({ since, until, code }) =>
            html`<li class="small wrap">
              ${dayName(since)}, ${clockTime(since)} · ${until === null ? t('health.lasting') : duration(until - since)}
              ·
              <span class="soft">${known(`reason.${code}`, code)}</span>
            </li>`,
        )}
      </ul>
    </details>`;
  }
}
