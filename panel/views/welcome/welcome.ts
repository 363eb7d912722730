// From nothing to a picture: a source, its sync with counts, its groups, a first picture, and the way into the players.
// The step and the provider stand in the address: a reload goes on where it was.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { t, type MessageKey } from '../../locale/locale.ts';
import { go, linkTo, type Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './step-groups.ts';
import './step-picture.ts';
import './step-proposal.ts';
import './step-source.ts';
import './step-sync.ts';
import './step-use.ts';

interface Step {
  readonly id: string;
  readonly label: MessageKey;
  readonly render: (providerId: string) => TemplateResult;
}

const STEPS: readonly Step[] = [
  { id: 'source', label: 'welcome.source', render: () => html`<mh-step-source></mh-step-source>` },
  {
    id: 'sync',
    label: 'welcome.sync',
    render: (id) => html`<mh-step-sync .providerId=${id}></mh-step-sync>`,
  },
  {
    id: 'groups',
    label: 'welcome.groups',
    render: (id) => html`<mh-step-groups .providerId=${id}></mh-step-groups>`,
  },
  {
    id: 'proposal',
    label: 'welcome.proposal',
    render: (id) => html`<mh-step-proposal .providerId=${id}></mh-step-proposal>`,
  },
  {
    id: 'picture',
    label: 'welcome.picture',
    render: (id) => html`<mh-step-picture .providerId=${id}></mh-step-picture>`,
  },
  { id: 'use', label: 'welcome.use', render: () => html`<mh-step-use></mh-step-use>` },
];

@customElement('mh-welcome')
export class Welcome extends LitElement {
  @property({ attribute: false }) place!: Place;
  readonly #providers = new Query(this, { load: (signal) => ask('GET /providers', {}, signal) });

  static override styles = [
    shared,
    viewStyles,
    css`
      .view {
        max-width: 880px;
      }
      ol {
        display: flex;
        gap: var(--mh-space-2);
        margin-block-end: var(--mh-space-3);
      }
      li {
        flex: 1;
        min-width: 0;
        border-block-start: 4px solid color-mix(in srgb, var(--mh-text) 14%, transparent);
        color: var(--mh-text-soft);
        font-size: 12px;
      }
      li :is(a, span) {
        display: block;
        min-height: var(--mh-touch);
        padding-block-start: var(--mh-space-2);
        color: inherit;
        text-decoration: none;
      }
      li a {
        color: var(--mh-link);
      }
      li a:hover {
        text-decoration: underline;
      }
      li.done {
        border-color: var(--mh-primary);
      }
      li[aria-current] {
        border-color: var(--mh-primary);
        color: var(--mh-text);
        font-weight: 600;
      }
      @media (max-width: 599px) {
        li {
          white-space: nowrap;
        }
        li:not([aria-current]),
        li a {
          color: transparent;
          overflow: hidden;
        }
        li:nth-child(n + 4) {
          display: grid;
          justify-content: end; /* its word is longer than its bar: towards the middle it has room */
        }
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    this.addEventListener('next', (event) => this.#next((event as CustomEvent<string | null>).detail ?? undefined));
  }

  override render(): TemplateResult {
    const at = Math.max(
      0,
      STEPS.findIndex(({ id }) => id === this.place.id),
    );
    return html`<div class="view">
      <header><h1>${this.#title()}</h1></header>
      <ol>
        ${STEPS.map(
          ({ id, label }, index) =>
            html`<li class=${index < at ? 'done' : ''} aria-current=${index === at ? 'step' : nothing}>
              ${index < at ? html`<a href=${linkTo('welcome', id, { provider: this.#providerId })}>${t(label)}</a>` : html`<span>${t(label)}</span>`}
            </li>`,
        )}
      </ol>
      ${STEPS[at]?.render(this.#providerId)}
    </div>`;
  }

  /** Who has a provider is past the beginning; nothing until that is known. */
  #title(): string {
    const providers = this.#providers.data?.items ?? (this.#providers.error === undefined ? undefined : []);
    if (!providers) return '\u00A0';
    return t(providers.some(({ id }) => id !== this.#providerId) ? 'provider.add' : 'welcome.title');
  }

  get #providerId(): string {
    return this.place.query.get('provider') ?? '';
  }

  /** @param providerId of the provider that a step has made */
  #next(providerId = this.#providerId): void {
    const at = Math.max(
      0,
      STEPS.findIndex(({ id }) => id === this.place.id),
    );
    const next = STEPS[at + 1];
    if (next) go('welcome', next.id, { provider: providerId });
    else go('on-air');
  }
}
