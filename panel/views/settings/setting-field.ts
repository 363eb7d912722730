// One setting: its control, its unit, and the way back to its default.

import { mdiRestore } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { icon } from '../../elements/icon.ts';
import { toastError } from '../../elements/toast.ts';
import { known, t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { isDefault, parseTyped, type Field } from './fields.ts';
import './setting-rows.ts';

export interface SettingChange {
  readonly path: string;
  readonly value: unknown;
}

/** Controls of one line; others are as wide as there is room. */
const SHORT: ReadonlySet<string> = new Set(['switch', 'choice', 'number', 'text']);

/** Fires `set`. */
@customElement('mh-setting-field')
export class SettingField extends LitElement {
  @property({ attribute: false }) field!: Field;
  @property({ type: Boolean }) disabled = false;

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        align-items: center;
        gap: var(--mh-space-2);
        min-height: 52px;
        border-block-start: 1px solid var(--mh-line);
      }
      .control {
        position: relative;
        display: flex;
        grid-column: 3;
        min-width: 0;
      }
      .icon {
        grid-area: 1 / 2; /* before what it resets: that stays where it is */
      }
      .unit {
        position: absolute; /* within its field, so that all of them end in one line */
        inset-block: 0;
        inset-inline-end: 12px;
        align-content: center;
        pointer-events: none;
      }
      .measured > input:not(:placeholder-shown) {
        padding-inline-end: 64px;
      }
      input:placeholder-shown + .unit {
        display: none; /* nothing is measured */
      }
      input:not([type='checkbox']),
      select,
      textarea {
        width: 140px;
      }
      input[type='text'],
      select {
        width: 220px;
      }
      textarea {
        width: 320px;
        font-family: ui-monospace, monospace;
        font-size: 12px;
      }
      :host([wide]) {
        grid-template-columns: minmax(0, 1fr) auto;
        padding-block: var(--mh-space-3);
      }
      :host([wide]) .control {
        grid-column: 1 / -1;
      }
      mh-setting-rows {
        flex: 1;
      }
      @media (max-width: 719px) {
        :host {
          grid-template-columns: minmax(0, 1fr) auto;
          padding-block: var(--mh-space-2);
        }
        .control {
          grid-column: 1 / -1;
          justify-self: start;
        }
        :host([long]) .control {
          justify-self: stretch;
        }
        :host([switch]) {
          grid-template-columns: minmax(0, 1fr) auto auto;
          padding-block: 4px;
        }
        :host([switch]) .control {
          grid-column: 3;
        }
        textarea {
          width: 100%;
        }
      }
    `,
  ];

  protected override willUpdate(): void {
    this.toggleAttribute('wide', this.field.control === 'rows');
    this.toggleAttribute('long', !SHORT.has(this.field.control));
    this.toggleAttribute('switch', this.field.control === 'switch');
  }

  override render(): TemplateResult {
    const { field } = this;
    const label = known(`setting.${field.path}`, field.label);
    return html`<label for="control">
        ${label}${field.needsRestart ? html`<span class="small soft"> · ${t('settings.restart')}</span>` : nothing}
      </label>
      <span class=${`control ${field.unit ? 'measured' : ''}`}
        >${this.#control()}${field.unit ? html`<span class="unit soft">${field.unit}</span>` : nothing}</span
      >
      ${
        isDefault(field) || this.disabled || field.byDefault === undefined
          ? nothing
          : html`<button
              class="icon"
              title=${t('action.reset')}
              aria-label=${`${t('action.reset')}: ${label}`}
              @click=${() => this.#tell(field.byDefault)}
            >
              ${icon(mdiRestore, 18)}
            </button>`
      }`;
  }

  #control(): TemplateResult {
    const { field } = this;
    switch (field.control) {
      case 'switch':
        return html`<input
          class="switch"
          type="checkbox"
          role="switch"
          id="control"
          ?disabled=${this.disabled}
          .checked=${live(field.value === true)}
          @change=${(event: Event) => this.#tell((event.target as HTMLInputElement).checked)}
        />`;
      case 'choice':
        return html`<select
          id="control"
          ?disabled=${this.disabled}
          .value=${live(written(field.value))}
          @change=${this.#onChoice}
        >
          ${field.isNullable ? html`<option value="" ?selected=${field.value === null}>–</option>` : nothing}
          ${field.choices.map(
            (choice) =>
              html`<option value=${choice} ?selected=${choice === field.value}>
                ${known(`choice.${field.path}.${choice}`, choice)}
              </option>`,
          )}
        </select>`;
      case 'number':
        return html`<input
          id="control"
          type="number"
          step=${field.isWhole ? 1 : 'any'}
          min=${field.min ?? nothing}
          max=${field.max ?? nothing}
          placeholder=${field.isNullable ? t('settings.auto') : ''}
          ?required=${!field.isNullable}
          ?disabled=${this.disabled}
          .value=${live(written(field.value))}
          @change=${this.#onTyped}
        />`;
      case 'text':
        return html`<input
          id="control"
          type="text"
          ?disabled=${this.disabled}
          .value=${live(written(field.value))}
          @change=${this.#onTyped}
        />`;
      case 'rows':
        return html`<mh-setting-rows
          id="control"
          .field=${field}
          ?disabled=${this.disabled}
          @rows=${({ detail }: CustomEvent<unknown>) => this.#tell(detail)}
        ></mh-setting-rows>`;
      default:
        return html`<textarea
          id="control"
          rows="3"
          spellcheck="false"
          ?disabled=${this.disabled}
          placeholder=${field.control === 'lines' ? t('settings.lines') : ''}
          .value=${live(field.control === 'lines' ? (field.value as string[]).join('\n') : JSON.stringify(field.value, null, 1))}
          @change=${this.#onTyped}
        ></textarea>`;
    }
  }

  #onChoice(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.#tell(value === '' && this.field.isNullable ? null : value);
  }

  #onTyped(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (!input.reportValidity()) return;
    try {
      this.#tell(parseTyped(this.field, input.value));
    } catch (error) {
      toastError(error);
    }
  }

  #tell(value: unknown): void {
    const detail: SettingChange = { path: this.field.path, value };
    this.dispatchEvent(new CustomEvent('set', { detail }));
  }
}

const written = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
