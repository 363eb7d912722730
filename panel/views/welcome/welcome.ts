// From nothing to a picture: a source, its sync with counts, its groups, a first picture, and the way into the players.
// The step and the provider stand in the address: a reload goes on where it was.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t, type MessageKey } from '../../locale/locale.ts';
import { go, type Place } from '../../router.ts';
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
        margin-block-end: var(--mh-space-6);
      }
      li {
        flex: 1;
        padding-block-start: var(--mh-space-2);
        border-block-start: 4px solid color-mix(in srgb, var(--mh-text) 14%, transparent);
        color: var(--mh-text-soft);
        font-size: 12px;
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
        li:not([aria-current]) {
          color: transparent;
          overflow: hidden;
          white-space: nowrap;
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
      <header><h1>${t('welcome.title')}</h1></header>
      <ol>
        ${STEPS.map(
          ({ label }, index) =>
            html`<li class=${index < at ? 'done' : ''} aria-current=${index === at ? 'step' : nothing}>
              ${t(label)}
            </li>`,
        )}
      </ol>
      ${STEPS[at]?.render(this.#providerId)}
    </div>`;
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
