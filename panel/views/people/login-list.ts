// Open logins of somebody: from where, when, and the way to end them.

import { mdiLogout } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toast } from '../../elements/toast.ts';
import { relative } from '../../locale/format.ts';
import { countryName } from '../../locale/countries.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { agentName } from '../on-air/agent.ts';

type Logins = Answer<'GET /me/sessions'>;
type Login = Logins['items'][number];

export interface LoginPort {
  readonly list: (signal: AbortSignal) => Promise<Logins>;
  readonly end: (id: string) => Promise<unknown>;
  /** Left out where all would be one's own. */
  readonly endAll?: () => Promise<unknown>;
}

@customElement('mh-login-list')
export class LoginList extends LitElement {
  @property({ attribute: false }) port!: LoginPort;
  /** Whose; the list is read anew when it changes. */
  @property() owner = '';
  readonly #logins: Query<Logins> = new Query(this, { load: (signal) => this.port.list(signal) });

  static override styles = [
    shared,
    css`
      li {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        min-height: 56px;
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('owner') && changed.get('owner') !== undefined) void this.#logins.refresh();
  }

  override render(): TemplateResult {
    const items = this.#logins.data?.items;
    return html`<mh-trouble .error=${this.#logins.error} @retry=${() => this.#logins.refresh()}></mh-trouble>
      <div class="card">${items ? this.#list(items) : html`<mh-skeleton lines="3"></mh-skeleton>`}</div>`;
  }

  #list(items: readonly Login[]): TemplateResult {
    if (items.length === 0) return html`<p class="soft">${t('logins.none')}</p>`;
    return html`<ul>
        ${items.map(
          (login) =>
            html`<li>
              <span class="grow">
                <span class="row breaks">
                  <span class="wrap"
                    ><b>${agentName(login.user_agent)}</b>, <span dir="ltr">${login.address}</span>${
                      login.country === null ? nothing : html` (${countryName(login.country)})`
                    }</span
                  >${login.is_current ? html`<mh-chip tone="good">${t('logins.this')}</mh-chip>` : nothing}
                </span>
                <span class="small soft"
                  >${t('logins.seen', { seen: relative(login.seen_at), since: relative(login.created_at) })}</span
                >
              </span>
              ${
                login.is_current
                  ? nothing
                  : html`<button
                      class="icon"
                      title=${t('logins.end')}
                      aria-label=${`${t('logins.end')}: ${agentName(login.user_agent)}, ${login.address}`}
                      @click=${() => this.#end(login)}
                    >
                      ${icon(mdiLogout)}
                    </button>`
              }
            </li>`,
        )}
      </ul>
      ${
        this.port.endAll && items.length > 1
          ? html`<wa-button size="s" appearance="outlined" @click=${this.#endAll}>${t('logins.end-all')}</wa-button>`
          : nothing
      }`;
  }

  async #end({ id }: Login): Promise<void> {
    const isTaken = await optimistically(this.#logins, {
      show: ({ items }) => ({ items: items.filter((one) => one.id !== id) }),
      act: () => this.port.end(id),
    });
    if (isTaken) toast(t('logins.ended'));
  }

  async #endAll(): Promise<void> {
    const { endAll } = this.port;
    if (!endAll) return;
    const isTaken = await optimistically(this.#logins, {
      show: ({ items }) => ({ items: items.filter((one) => one.is_current) }),
      act: endAll,
    });
    if (isTaken) toast(t('logins.ended'));
  }
}
