// What can be done with the chosen rows together.

import { mdiClose } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Asked, Group } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { number } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import './edit-dialog.ts';
import type { EditKind, Target } from './edit-dialog.ts';
import './merge-dialog.ts';
import { isMergeable, MOST_MERGED } from './merging.ts';
import type { Selection } from './selection.ts';

const act = (label: string, run: () => void): TemplateResult =>
  html`<wa-button size="s" appearance="outlined" @click=${run}>${label}</wa-button>`;

type Set = Asked<'PATCH /channels'>['body']['patches'][number]['set'];

/** Fires `done` with what it did, `merged` as its dialog does, `cleared`, and `all`. */
@customElement('mh-bulk-bar')
export class BulkBar extends LitElement {
  @property({ attribute: false }) selection!: Selection;
  @property({ type: Number }) total = 0;
  /** What the filter finds, for the server; undefined where it cannot be told. */
  @property({ attribute: false }) where: Target['where'];
  @property({ attribute: false }) groups: readonly Group[] = [];
  @state() private dialog: EditKind | undefined;
  @state() private isMerging = false;

  static override styles = [
    shared,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--mh-space-2);
        padding: var(--mh-space-2) var(--mh-space-4);
        border-block-start: 1px solid var(--mh-line);
        background: color-mix(in srgb, var(--mh-primary) 10%, var(--mh-card));
      }
      b {
        margin-inline-end: auto;
        font-weight: 500;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<div class="bar" role="toolbar" aria-label=${t('channels.bulk')}>
        <button
          class="icon"
          aria-label=${t('channels.clear')}
          @click=${() => this.dispatchEvent(new CustomEvent('cleared'))}
        >
          ${icon(mdiClose)}
        </button>
        <b class="digits">${tn('channels.chosen', this.selection.count(this.total))}</b>
        ${
          this.selection.isAll || this.selection.count(this.total) === this.total
            ? nothing
            : act(t('channels.choose-all', { count: number(this.total) }), () =>
                this.dispatchEvent(new CustomEvent('all', { bubbles: true, composed: true })),
              )
        }
        ${act(t('channels.enable'), () => void this.#set({ enabled: true }))}
        ${act(t('channels.disable'), () => void this.#set({ enabled: false }))}
        ${act(t('channels.group'), () => (this.dialog = 'group'))}
        ${act(t('channels.renumber'), () => (this.dialog = 'number'))}
        ${act(t('channels.rename'), () => (this.dialog = 'rename'))}
        ${act(t('channels.shift-act'), () => (this.dialog = 'shift'))}
        ${isMergeable(this.selection) ? act(t('merge.act'), this.#merge) : nothing}
      </div>
      ${
        this.isMerging
          ? html`<mh-merge-dialog
              .ids=${[...this.selection.ids]}
              @closed=${() => (this.isMerging = false)}
            ></mh-merge-dialog>`
          : nothing
      }
      ${
        this.dialog
          ? html`<mh-edit-dialog
              .kind=${this.dialog}
              .target=${this.#target}
              .groups=${this.groups}
              @closed=${() => (this.dialog = undefined)}
              @set=${(event: CustomEvent<Set>) => void this.#set(event.detail)}
            ></mh-edit-dialog>`
          : nothing
      }`;
  }

  readonly #merge = (): void => {
    if (this.selection.ids.size > MOST_MERGED) toast(t('merge.too-many', { count: number(MOST_MERGED) }));
    else this.isMerging = true;
  };

  get #target(): Target {
    return this.selection.isAll && this.where ? { where: this.where } : { ids: [...this.selection.ids] };
  }

  async #set(set: Set): Promise<void> {
    try {
      const done = await ask('PATCH /channels', { body: { patches: [{ ...this.#target, set }] } });
      this.dispatchEvent(new CustomEvent('done', { detail: done, bubbles: true, composed: true }));
    } catch (error) {
      toastError(error);
    }
  }
}
