// A bulk edit that asks something first, and shows what it would do where each channel gets something of its own.

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Answer, Asked, Group } from '../../api/routes.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { t, tn } from '../../locale/locale.ts';
import { CHANNEL_NUMBER } from './channel-number.ts';

type Edit = Asked<'POST /channels/edit'>['body']['edit'];
type Set = Asked<'PATCH /channels'>['body']['patches'][number]['set'];
type Fields = (name: string) => string;

/** What a kind of edit asks for, and what it makes of that: an edit (with a preview) or the same for all. */
interface Kind {
  readonly fields: (groups: readonly Group[], choose: (set: Set) => void) => TemplateResult;
  readonly edit?: (fields: Fields) => Edit;
  readonly set?: (fields: Fields) => Set;
}

const KINDS = {
  rename: {
    fields: () =>
      html`<div class="pair">
          <wa-input name="find" label=${t('channels.find')} required autofocus maxlength="200"></wa-input>
          <wa-input name="replace" label=${t('channels.replace')} maxlength="200"></wa-input>
        </div>
        <label class="beside"><input type="checkbox" name="is_pattern" /> ${t('channels.pattern')}</label>`,
    edit: (fields) => ({
      kind: 'rename',
      find: fields('find'),
      replace: fields('replace'),
      is_pattern: fields('is_pattern') !== '',
    }),
  },
  number: {
    fields: () =>
      html`<div class="pair">
        <wa-input
          name="first"
          label=${t('channels.first')}
          required
          autofocus
          pattern=${CHANNEL_NUMBER}
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
      </div>`,
    edit: (fields) => ({ kind: 'number', first: fields('first').trim(), step: Number(fields('step')) }),
  },
  group: {
    fields: (groups, choose) =>
      html`<wa-input name="group" label=${t('channels.group')} required autofocus maxlength="200"></wa-input>
        <div class="row breaks">
          ${groups
            .filter(({ name }) => name !== '')
            .slice(0, 12)
            .map(
              ({ name }) =>
                html`<wa-button size="s" appearance="outlined" @click=${() => choose({ group: name })}
                  >${name}</wa-button
                >`,
            )}
        </div>`,
    set: (fields) => ({ group: fields('group').trim() }),
  },
  shift: {
    fields: () =>
      html`<wa-input
        name="shift"
        type="number"
        label=${t('channels.shift')}
        hint=${t('channels.shift-hint')}
        min="-1440"
        max="1440"
        autofocus
      ></wa-input>`,
    set: (fields) => ({ guide_shift_minutes: fields('shift') === '' ? null : Math.round(Number(fields('shift'))) }),
  },
} satisfies Readonly<Record<string, Kind>>;

export type EditKind = keyof typeof KINDS;
/** Which channels an edit is for. */
export type Target = Pick<Asked<'POST /channels/edit'>['body'], 'ids' | 'where'>;

const TYPING_MS = 250;

/** Fires `closed`, `done` (with what it did) and `set` (with what is to be set for all). */
@customElement('mh-edit-dialog')
export class EditDialog extends DialogElement {
  @property() kind: EditKind = 'rename';
  @property({ attribute: false }) target!: Target;
  @property({ attribute: false }) groups: readonly Group[] = [];
  @state() private preview: Answer<'POST /channels/edit/preview'> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    ...DialogElement.styles,
    css`
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
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--mh-space-3);
        padding-block: 2px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { fields, edit } = this.#asked;
    const body = html`<form @submit=${this.#apply} @input=${this.#onInput}>
      ${fields(this.groups, (set) => this.#set(set))} ${edit ? this.#preview() : nothing}
    </form>`;
    const isIdle = this.preview?.changed === 0;
    return this.frame({ label: t(`channels.${this.kind}-heading`), body, action: t('action.apply'), isIdle });
  }

  get #asked(): Kind {
    return KINDS[this.kind];
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
    const { edit } = this.#asked;
    if (!edit || !this.form?.checkValidity()) return;
    try {
      const body = { ...this.target, edit: edit(this.#fields) };
      this.preview = await ask('POST /channels/edit/preview', { body });
    } catch (error) {
      this.preview = undefined;
      this.error = error;
    }
  }

  get #fields(): Fields {
    const fields = new FormData(this.form ?? undefined);
    return (name) => (fields.get(name) ?? '') as string;
  }

  async #apply(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { edit, set } = this.#asked;
    if (set) return this.#set(set(this.#fields));
    if (!edit) return;
    await this.busily(async () => {
      const done = await ask('POST /channels/edit', { body: { ...this.target, edit: edit(this.#fields) } });
      this.dispatchEvent(new CustomEvent('done', { detail: done, bubbles: true, composed: true }));
      this.close();
    });
  }

  #set(set: Set): void {
    this.dispatchEvent(new CustomEvent('set', { detail: set }));
    this.close();
  }
}
