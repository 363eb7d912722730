// A bulk edit that asks something first, and shows what it would do.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Answer, Asked, Group } from '../../api/routes.ts';
import { t, tn } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import type { Target } from './bulk-bar.ts';

export type EditKind = 'rename' | 'number' | 'group';
type Edit = Asked<'POST /channels/edit'>['body']['edit'];

const TYPING_MS = 250;

/** Fires `closed`, `done` (with what it did) and `grouped` (with the group's name). */
@customElement('mh-edit-dialog')
export class EditDialog extends LitElement {
  @property() kind: EditKind = 'rename';
  @property({ attribute: false }) target!: Target;
  @property({ attribute: false }) groups: readonly Group[] = [];
  @state() private preview: Answer<'POST /channels/edit/preview'> | undefined;
  @state() private error: unknown;
  @query('form') private form!: HTMLFormElement;
  #typing: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    shared,
    css`
      wa-dialog {
        --width: min(560px, calc(100vw - 32px));
      }
      form {
        display: grid;
        gap: var(--mh-space-4);
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--mh-space-4);
      }
      .preview {
        min-height: 160px;
        max-height: 240px;
        overflow: auto;
        border-radius: var(--mh-radius-s);
        background: var(--mh-sunken);
        padding: var(--mh-space-2) var(--mh-space-3);
      }
      .preview li {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--mh-space-3);
        padding-block: 2px;
      }
      label.check {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        min-height: var(--mh-touch);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<wa-dialog label=${t(`channels.${this.kind}-heading`)} open @wa-after-hide=${this.#hidden}>
      <form @submit=${this.#apply} @input=${this.#onInput}>
        ${this.#fields()} ${this.kind === 'group' ? nothing : this.#preview()}
        <mh-trouble .error=${this.error} @retry=${() => this.#look()}></mh-trouble>
      </form>
      <wa-button slot="footer" appearance="plain" @click=${this.#close}>${t('action.cancel')}</wa-button>
      <wa-button slot="footer" variant="brand" @click=${() => this.form.requestSubmit()}
        >${t('action.apply')}</wa-button
      >
    </wa-dialog>`;
  }

  #fields(): TemplateResult {
    if (this.kind === 'rename') {
      return html`<div class="pair">
          <wa-input name="find" label=${t('channels.find')} required autofocus maxlength="200"></wa-input>
          <wa-input name="replace" label=${t('channels.replace')} maxlength="200"></wa-input>
        </div>
        <label class="check"><input type="checkbox" name="is_pattern" /> ${t('channels.pattern')}</label>`;
    }
    if (this.kind === 'number') {
      return html`<div class="pair">
        <wa-input
          name="first"
          label=${t('channels.first')}
          required
          autofocus
          pattern="[0-9]{1,6}([.][0-9]{1,3})?"
          inputmode="decimal"
        ></wa-input>
        <wa-input
          name="step"
          type="number"
          label=${t('channels.step')}
          value="1"
          min="1"
          max="1000"
          required
        ></wa-input>
      </div>`;
    }
    return html`<wa-input name="group" label=${t('channels.group')} required autofocus maxlength="200"></wa-input>
      <div class="row breaks">
        ${this.groups
          .filter(({ name }) => name !== '')
          .slice(0, 12)
          .map(
            ({ name }) =>
              html`<wa-button size="s" appearance="outlined" @click=${() => this.#grouped(name)}>${name}</wa-button>`,
          )}
      </div>`;
  }

  #preview(): TemplateResult {
    return html`<div class="preview" aria-live="polite">
      ${
        this.preview
          ? html`<p class="soft">${tn('channels.would', this.preview.changed)}</p>
              <ul>
                ${this.preview.samples.map(
                  ({ before, after }) =>
                    html`<li><span class="soft cut">${before}</span><span class="cut">${after}</span></li>`,
                )}
              </ul>`
          : html`<p class="soft">${t('channels.preview')}</p>`
      }
    </div>`;
  }

  #onInput(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#look(), TYPING_MS);
  }

  async #look(): Promise<void> {
    this.error = undefined;
    if (this.kind === 'group' || !this.form.checkValidity()) return;
    try {
      this.preview = await ask('POST /channels/edit/preview', { body: { ...this.target, edit: this.#edit() } });
    } catch (error) {
      this.preview = undefined;
      this.error = error;
    }
  }

  #edit(): Edit {
    const fields = new FormData(this.form);
    const text = (name: string): string => (fields.get(name) ?? '') as string;
    if (this.kind === 'number') return { kind: 'number', first: text('first').trim(), step: Number(text('step')) };
    return { kind: 'rename', find: text('find'), replace: text('replace'), is_pattern: fields.has('is_pattern') };
  }

  async #apply(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.kind === 'group') return this.#grouped((new FormData(this.form).get('group') as string).trim());
    try {
      const done = await ask('POST /channels/edit', { body: { ...this.target, edit: this.#edit() } });
      this.dispatchEvent(new CustomEvent('done', { detail: done, bubbles: true, composed: true }));
      this.#close();
    } catch (error) {
      this.error = error;
    }
  }

  #grouped(name: string): void {
    this.dispatchEvent(new CustomEvent('grouped', { detail: name }));
    this.#close();
  }

  #close(): void {
    (this.renderRoot.querySelector('wa-dialog') as unknown as { open: boolean }).open = false;
  }

  #hidden(event: Event): void {
    if ((event.target as HTMLElement).localName === 'wa-dialog') this.dispatchEvent(new CustomEvent('closed'));
  }
}
