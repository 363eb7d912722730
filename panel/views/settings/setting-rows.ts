// A setting that is a list of like things: a row of controls for each, added and removed; what is wrong is not sent.

import { mdiClose, mdiPlus } from '@mdi/js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../elements/icon.ts';
import { known, t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import type { Column, Field } from './fields.ts';

type Row = Readonly<Record<string, string | number>>;

/** Fires `rows` with the whole list. */
@customElement('mh-setting-rows')
export class SettingRows extends LitElement {
  @property({ attribute: false }) field!: Field;
  @property({ type: Boolean }) disabled = false;
  @state() private rows: readonly Row[] = [];

  static override styles = [
    shared,
    controls,
    css`
      form {
        gap: var(--mh-space-2);
      }
      .item {
        display: grid;
        grid-template-columns: 1fr var(--mh-touch);
        gap: var(--mh-space-2);
        align-items: end;
      }
      .item + .item {
        border-block-start: 1px dashed var(--mh-line);
        padding-block-start: var(--mh-space-2);
      }
      .cells {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 150px), 1fr));
        gap: var(--mh-space-2);
      }
    `,
  ];

  /** What is being typed stays until something else is in force. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('field');
    if (!changed.has('field') || JSON.stringify(before?.value) === JSON.stringify(this.field.value)) return;
    this.rows = this.field.value as Row[];
  }

  override render(): TemplateResult {
    return html`<form @change=${this.#changed} @submit=${(event: Event) => event.preventDefault()}>
      ${this.rows.map((row, index) => this.#row(row, index))}
      ${
        this.disabled
          ? nothing
          : html`<div>
              <wa-button appearance="outlined" size="s" @click=${() => (this.rows = [...this.rows, {}])}
                ><span slot="start">${icon(mdiPlus, 18)}</span>${t('action.add')}</wa-button
              >
            </div>`
      }
    </form>`;
  }

  #row(row: Row, index: number): TemplateResult {
    return html`<div class="item">
      <div class="cells">${this.field.columns.map((column) => this.#cell(column, row[column.name]))}</div>
      ${
        this.disabled
          ? nothing
          : html`<button
              type="button"
              class="icon"
              aria-label=${`${t('action.remove')}: ${index + 1}`}
              @click=${() => this.#remove(index)}
            >
              ${icon(mdiClose, 18)}
            </button>`
      }
    </div>`;
  }

  #cell({ name, control, choices, isRequired, min, max }: Column, value: string | number | undefined): TemplateResult {
    const written = value === undefined ? '' : String(value);
    const input =
      control === 'choice'
        ? html`<select name=${name} ?disabled=${this.disabled}>
            ${choices.map((choice) => html`<option value=${choice} ?selected=${choice === value}>${choice}</option>`)}
          </select>`
        : html`<input
            name=${name}
            type=${control === 'number' ? 'number' : control}
            min=${min ?? nothing}
            max=${max ?? nothing}
            ?required=${isRequired && control !== 'password'}
            ?disabled=${this.disabled}
            autocomplete="off"
            dir="ltr"
            .value=${written}
          />`;
    return html`<label class="above small">${known(`column.${name}`, name)}${input}</label>`;
  }

  #remove(index: number): void {
    const kept = this.rows.toSpliced(index, 1);
    const isDraft = index >= (this.field.value as Row[]).length;
    this.rows = kept;
    if (!isDraft) this.#tell(kept.filter((row) => Object.keys(row).length > 0));
  }

  #changed(): void {
    const items = [...this.renderRoot.querySelectorAll('.item')];
    this.rows = items.map((item) => rowOf(item, this.field.columns));
    const form = this.renderRoot.querySelector('form');
    if (form?.checkValidity()) this.#tell(this.rows.filter((row) => Object.keys(row).length > 0));
  }

  #tell(rows: readonly Row[]): void {
    this.dispatchEvent(new CustomEvent('rows', { detail: rows }));
  }
}

/** An optional cell that is empty is left out. */
function rowOf(item: Element, columns: readonly Column[]): Row {
  const cells = columns.flatMap(({ name, control, isRequired }) => {
    const { value } = item.querySelector(`[name=${name}]`) as HTMLInputElement;
    if (value.trim() === '' && !isRequired) return [];
    return [[name, control === 'number' ? Number(value) : value.trim()]];
  });
  return Object.fromEntries(cells) as Row;
}
