// API tokens of somebody: made, told once, taken back.

import { mdiDeleteOutline, mdiPlus } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import '../../elements/copy-field.ts';
import { confirmed } from '../../elements/dialog.ts';
import { icon } from '../../elements/icon.ts';
import { toast } from '../../elements/toast.ts';
import { dateName, relative } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import './token-form.ts';
import type { MadeToken, NewToken } from './token-form.ts';

type Tokens = Answer<'GET /me/tokens'>;
type Token = Tokens['items'][number];

export interface TokenPort {
  readonly list: (signal: AbortSignal) => Promise<Tokens>;
  readonly add: (token: NewToken) => Promise<MadeToken>;
  readonly remove: (id: string) => Promise<unknown>;
}

@customElement('mh-token-list')
export class TokenList extends LitElement {
  @property({ attribute: false }) port!: TokenPort;
  /** Whose; the list is read anew when it changes. */
  @property() owner = '';
  @state() private isAdding = false;
  @state() private made: MadeToken | undefined;
  readonly #tokens: Query<Tokens> = new Query(this, { load: (signal) => this.port.list(signal) });

  static override styles = [
    shared,
    css`
      .card {
        display: grid;
        gap: var(--mh-space-3);
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        min-height: 56px;
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      .told {
        display: grid;
        gap: var(--mh-space-2);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('owner') && changed.get('owner') !== undefined) void this.#tokens.refresh();
  }

  override render(): TemplateResult {
    return html`<mh-trouble .error=${this.#tokens.error} @retry=${() => this.#tokens.refresh()}></mh-trouble>
      <div class="card">
        ${
          this.made
            ? html`<div class="told" role="status">
                <mh-copy-field label=${this.made.name} value=${this.made.token}></mh-copy-field>
                <p class="small warn">${t('tokens.told-once')}</p>
              </div>`
            : nothing
        }
        ${this.#list()}
        <div>
          <wa-button size="s" appearance="outlined" @click=${() => (this.isAdding = true)}
            ><span slot="start">${icon(mdiPlus, 18)}</span>${t('tokens.add')}</wa-button
          >
        </div>
      </div>
      ${
        this.isAdding
          ? html`<mh-token-form
              .add=${this.port.add}
              @closed=${() => (this.isAdding = false)}
              @made=${this.#onMade}
            ></mh-token-form>`
          : nothing
      }`;
  }

  #list(): TemplateResult {
    const items = this.#tokens.data?.items;
    if (!items) return html`<mh-skeleton lines="2"></mh-skeleton>`;
    if (items.length === 0) return html`<p class="soft">${t('tokens.none')}</p>`;
    return html`<ul>
      ${items.map(
        (token) =>
          html`<li>
            <span class="grow">
              <b class="wrap">${token.name}</b><br />
              <span class="small soft">${factsOf(token)}</span>
            </span>
            <button
              class="icon"
              aria-label=${`${t('tokens.remove')}: ${token.name}`}
              @click=${() => this.#remove(token)}
            >
              ${icon(mdiDeleteOutline)}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  readonly #onMade = ({ detail }: CustomEvent<MadeToken>): void => {
    this.isAdding = false;
    this.made = detail;
    void this.#tokens.refresh();
  };

  async #remove({ id, name }: Token): Promise<void> {
    const question = {
      heading: t('tokens.remove-this', { name }),
      text: t('tokens.remove-text'),
      action: t('tokens.remove'),
    };
    if (!(await confirmed({ ...question, isDangerous: true }))) return;
    if (this.made?.id === id) this.made = undefined;
    const isTaken = await optimistically(this.#tokens, {
      show: ({ items }) => ({ items: items.filter((one) => one.id !== id) }),
      act: () => this.port.remove(id),
    });
    if (isTaken) toast(t('tokens.removed', { name }));
  }
}

const factsOf = ({ scopes, expires_at: until, used_at: used }: Token): string =>
  [
    scopes.map((scope) => t(`scope.${scope}`)).join(', '),
    until === null ? '' : t('account.until', { day: dateName(until) }),
    used === null ? t('tokens.unused') : t('tokens.used', { when: relative(used) }),
  ]
    .filter(Boolean)
    .join(' · ');
