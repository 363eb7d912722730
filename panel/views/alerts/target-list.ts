// Who is told: each target with how its last message went, tried out, switched, changed and removed.

import { mdiBellOffOutline, mdiDeleteOutline, mdiPencilOutline } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import { confirmed } from '../../elements/dialog.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { relative } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { sentenceOf } from '../../locale/problems.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './target-form.ts';
import { TARGET_KINDS, type Target } from './target-kinds.ts';

const EVERY_MS = 20_000;

/** Fires `add`, and `added` when adding is over. */
@customElement('mh-target-list')
export class TargetList extends LitElement {
  @property({ type: Boolean }) adding = false;
  @state() private edited: Target | undefined;
  @state() private testing = '';
  readonly #targets = new Query(this, { load: (signal) => ask('GET /alert-targets', {}, signal), everyMs: EVERY_MS });

  static override styles = [
    shared,
    viewStyles,
    css`
      article {
        display: grid;
        gap: var(--mh-space-2);
        align-content: start;
      }
      .acts {
        border-block-start: 1px solid var(--mh-line);
        padding-block-start: var(--mh-space-2);
        margin-block-start: auto;
      }
      .note {
        padding: var(--mh-space-2) var(--mh-space-3);
        border-radius: var(--mh-radius-s);
        background: color-mix(in srgb, var(--mh-text) 6%, var(--mh-card));
      }
      .fault {
        padding: var(--mh-space-2) var(--mh-space-3);
        border-radius: var(--mh-radius-s);
        background: color-mix(in srgb, var(--mh-bad-fill) 8%, var(--mh-card));
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    return html`<mh-trouble .error=${this.#targets.error} @retry=${() => this.#targets.refresh()}></mh-trouble>
      ${this.#list()}
      ${
        this.adding || this.edited
          ? html`<mh-target-form .target=${this.edited} @closed=${this.#closed} @saved=${this.#saved}></mh-target-form>`
          : nothing
      }`;
  }

  #list(): TemplateResult {
    const items = this.#targets.data?.items;
    if (!items) return html`<div class="card"><mh-skeleton lines="6"></mh-skeleton></div>`;
    if (items.length === 0) {
      return html`<div class="card">
        <mh-empty icon=${mdiBellOffOutline} heading=${t('target.none')} text=${t('target.none-text')}>
          ${
            mayChange()
              ? html`<wa-button variant="brand" @click=${() => this.dispatchEvent(new CustomEvent('add'))}
                  >${t('target.add')}</wa-button
                >`
              : nothing
          }
        </mh-empty>
      </div>`;
    }
    return html`<div class="cards">
      ${repeat(
        items,
        ({ id }) => id,
        (target) => this.#card(target),
      )}
    </div>`;
  }

  #card(target: Target): TemplateResult {
    const { name, options, enabled, unavailable, delivery } = target;
    const kind = TARGET_KINDS[options.kind];
    return html`<article class="card" aria-label=${name}>
      <div class="row">
        <span class="soft">${icon(kind.icon, 24)}</span>
        <div class="grow">
          <h2 class="cut">${name}</h2>
          <p class="small soft">${t(name === t(kind.label) ? kind.about : kind.label)}</p>
        </div>
        <input
          class="switch"
          type="checkbox"
          role="switch"
          aria-label=${name}
          ?disabled=${!mayChange()}
          .checked=${live(enabled)}
          @change=${() => this.#toggle(target)}
        />
      </div>
      <p class="small soft">${factsOf(target)}</p>
      ${unavailable === null ? nothing : html`<p class="note wrap">${known(`target.unavailable-${options.kind}`, unavailable)}</p>`}
      ${
        delivery.error === null
          ? nothing
          : html`<p class="fault wrap">
              ${t('target.failed', { when: relative(delivery.error.at), message: sentenceOf(delivery.error) })}
            </p>`
      }
      ${delivery.waiting > 0 ? html`<p class="small warn">${tn('target.waiting', delivery.waiting)}</p>` : nothing}
      ${mayChange() ? this.#acts(target) : nothing}
    </article>`;
  }

  #acts(target: Target): TemplateResult {
    const { id, name } = target;
    return html`<div class="row acts">
      <wa-button size="s" appearance="outlined" ?loading=${this.testing === id} @click=${() => this.#test(target)}
        >${t('target.test')}</wa-button
      >
      <span class="grow"></span>
      <button class="icon" aria-label=${`${t('action.edit')}: ${name}`} @click=${() => (this.edited = target)}>
        ${icon(mdiPencilOutline)}
      </button>
      <button class="icon" aria-label=${`${t('action.remove')}: ${name}`} @click=${() => this.#remove(target)}>
        ${icon(mdiDeleteOutline)}
      </button>
    </div>`;
  }

  #toggle({ id, enabled }: Target): void {
    void optimistically(this.#targets, {
      show: ({ items }) => ({ items: items.map((one) => (one.id === id ? { ...one, enabled: !enabled } : one)) }),
      act: () => ask('PATCH /alert-targets/{id}', { params: { id }, body: { enabled: !enabled } }),
    });
  }

  async #test({ id, name }: Target): Promise<void> {
    this.testing = id;
    try {
      await ask('POST /alert-targets/{id}/test', { params: { id } });
      toast(t('target.tested', { name }));
    } catch (error) {
      toastError(error);
    } finally {
      this.testing = '';
      await this.#targets.refresh();
    }
  }

  async #remove({ id, name }: Target): Promise<void> {
    const question = {
      heading: t('target.remove', { name }),
      text: t('target.remove-text'),
      action: t('action.remove'),
    };
    if (!(await confirmed({ ...question, isDangerous: true }))) return;
    const isTaken = await optimistically(this.#targets, {
      show: ({ items }) => ({ items: items.filter((one) => one.id !== id) }),
      act: () => ask('DELETE /alert-targets/{id}', { params: { id } }),
    });
    if (isTaken) toast(t('target.removed', { name }));
  }

  readonly #closed = (): void => {
    this.edited = undefined;
    this.dispatchEvent(new CustomEvent('added'));
  };

  readonly #saved = (): void => {
    this.#closed();
    void this.#targets.refresh();
  };
}

function factsOf({
  minimum_severity: least,
  kinds,
  daily_summary: summary,
  quiet_hours: quiet,
  delivery,
}: Target): string {
  return [
    t(`target.from-${least}`),
    kinds === null ? '' : tn('target.kinds', kinds.length),
    summary ? '' : t('target.without-summary'),
    quiet === null ? '' : t('target.quiet', { from: quiet.from, until: quiet.until }),
    delivery.delivered_at === null ? '' : t('target.delivered', { when: relative(delivery.delivered_at) }),
  ]
    .filter(Boolean)
    .join(' · ');
}
