// A target in a dialog: what it is, where it goes, what it is told and when it is left in peace. Secrets come as `***`; what is
// left as it was stays as it was.

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { icon } from '../../elements/icon.ts';
import { toast } from '../../elements/toast.ts';
import { known, t } from '../../locale/locale.ts';
import { targetOf, writtenOf } from './target-changes.ts';
import { TARGET_KINDS, type NewTarget, type Target, type TargetField, type TargetKind } from './target-kinds.ts';

const SEVERITIES: readonly Target['minimum_severity'][] = ['info', 'warning', 'critical'];
const EVENTS: readonly NonNullable<NewTarget['kinds']>[number][] = [
  'provider_failure',
  'provider_expiry',
  'provider_change',
  'guide_outdated',
  'network_failure',
  'streams_dead',
  'channel_failure',
  'tuners_exhausted',
  'failover',
  'upgrade',
  'picture_fault',
];

/** Fires `closed` and `saved`. */
@customElement('mh-target-form')
export class TargetForm extends DialogElement {
  /** Undefined for a new one. */
  @property({ attribute: false }) target: Target | undefined;
  @state() private kind: TargetKind | undefined;
  @state() private isQuiet = false;
  @state() private isAllKinds = true;

  static override styles = [
    ...DialogElement.styles,
    css`
      .kinds {
        display: grid;
        gap: var(--mh-space-2);
      }
      .kinds button {
        display: flex;
        align-items: center;
        gap: var(--mh-space-3);
        min-height: 60px;
        padding: var(--mh-space-2) var(--mh-space-3);
        border: 1px solid var(--mh-line);
        border-radius: var(--mh-radius-s);
      }
      .kinds button:hover {
        border-color: var(--mh-primary);
      }
      summary {
        cursor: pointer;
        min-height: var(--mh-touch);
        align-content: center;
        font-weight: 500;
      }
      fieldset {
        display: grid;
        gap: var(--mh-space-1);
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 500;
      }
      .hint {
        font-weight: 400;
      }
      .rare {
        display: grid;
        gap: var(--mh-space-4);
        padding-block-end: var(--mh-space-3);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.kind = this.target?.options.kind;
    this.isQuiet = this.target?.quiet_hours != null;
    this.isAllKinds = this.target === undefined || this.target.kinds === null;
  }

  override render(): TemplateResult {
    const { kind } = this;
    if (kind === undefined) return this.frame({ label: t('target.add'), body: this.#kinds() });
    const label = this.target?.name ?? t(TARGET_KINDS[kind].label);
    return this.frame({ label, body: this.#form(kind), action: t('action.save') });
  }

  #kinds(): TemplateResult {
    return html`<div class="kinds">
      ${Object.entries(TARGET_KINDS).map(
        ([id, { icon: path, label, about }]) =>
          html`<button class="bare" @click=${() => (this.kind = id as TargetKind)}>
            <span class="soft">${icon(path, 24)}</span>
            <span class="grow"><b>${t(label)}</b><br /><span class="small soft">${t(about)}</span></span>
          </button>`,
      )}
    </div>`;
  }

  #form(kind: TargetKind): TemplateResult {
    const { fields, label, about } = TARGET_KINDS[kind];
    const rare = fields.filter((field) => field.isRare);
    return html`<form @submit=${this.#save}>
      ${this.target ? nothing : html`<p class="soft">${t(about)}</p>`}
      <label class="above"
        >${t('field.name')}<input name="name" required maxlength="100" .value=${this.target?.name ?? t(label)}
      /></label>
      ${fields.filter((field) => !field.isRare).map((field) => this.#field(field))}
      ${
        rare.length === 0
          ? nothing
          : html`<details>
              <summary>${t('target.rare')}</summary>
              <div class="rare">${rare.map((field) => this.#field(field))}</div>
            </details>`
      }
      ${this.#told()} ${this.#quietHours()}
    </form>`;
  }

  #field(field: TargetField): TemplateResult {
    const stored = this.target?.options as Readonly<Record<string, unknown>> | undefined;
    const value = writtenOf(field, stored?.[field.name]);
    if (field.type === 'check') return check(field, value === 'true');
    return html`<label class="above"
      >${t(field.label)}${control(field, value)}
      ${field.hint ? html`<span class="hint small soft">${t(field.hint)}</span>` : nothing}</label
    >`;
  }

  #told(): TemplateResult {
    const { target } = this;
    const least = target?.minimum_severity ?? 'warning';
    return html`<fieldset>
      <legend>${t('target.told')}</legend>
      <label class="above"
        ><span class="read-out">${t('target.least')}</span
        ><select name="minimum_severity">
          ${SEVERITIES.map((one) => html`<option value=${one} ?selected=${one === least}>${t(`target.from-${one}`)}</option>`)}
        </select></label
      >
      <label class="beside"
        ><input
          type="checkbox"
          name="all_kinds"
          .checked=${this.isAllKinds}
          @change=${() => (this.isAllKinds = !this.isAllKinds)}
        />${t('target.all-kinds')}</label
      >
      ${
        this.isAllKinds
          ? nothing
          : EVENTS.map(
              (kind) =>
                html`<label class="beside"
                  ><input
                    type="checkbox"
                    name="kinds"
                    value=${kind}
                    ?checked=${target?.kinds?.includes(kind) ?? true}
                  />${known(`alert-kind.${kind}`, kind)}</label
                >`,
            )
      }
      <label class="beside"
        ><input
          type="checkbox"
          name="daily_summary"
          ?checked=${target?.daily_summary ?? true}
        />${t('target.summary')}</label
      >
    </fieldset>`;
  }

  #quietHours(): TemplateResult {
    const quiet = this.target?.quiet_hours;
    return html`<fieldset>
      <legend>${t('target.quiet-hours')}</legend>
      <label class="beside"
        ><input
          type="checkbox"
          name="quiet"
          .checked=${this.isQuiet}
          @change=${() => (this.isQuiet = !this.isQuiet)}
        />${t('target.quiet-on')}</label
      >
      ${
        this.isQuiet
          ? html`<div class="pair">
                <label class="above"
                  >${t('target.quiet-from')}<input
                    type="time"
                    name="from_time"
                    required
                    .value=${quiet?.from ?? '22:00'}
                /></label>
                <label class="above"
                  >${t('target.quiet-until')}<input
                    type="time"
                    name="until_time"
                    required
                    .value=${quiet?.until ?? '07:00'}
                /></label>
              </div>
              <label class="beside"
                ><input
                  type="checkbox"
                  name="but_critical"
                  ?checked=${quiet?.but_critical ?? true}
                />${t('target.but-critical')}</label
              >`
          : nothing
      }
    </fieldset>`;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const { kind, target } = this;
    if (kind === undefined) return;
    await this.busily(async () => {
      const { enabled: _, ...body } = targetOf(fields, kind);
      if (target) await ask('PATCH /alert-targets/{id}', { params: { id: target.id }, body: body as never });
      else await ask('POST /alert-targets', { body: { ...body, enabled: true } });
      toast(t('target.saved', { name: body.name }));
      this.dispatchEvent(new CustomEvent('saved'));
    });
  }
}

const check = ({ name, label, hint }: TargetField, isChecked: boolean): TemplateResult =>
  html`<label class="beside"
    ><input type="checkbox" name=${name} value="true" ?checked=${isChecked} /><span
      >${t(label)}${hint ? html`<br /><span class="hint small soft">${t(hint)}</span>` : nothing}</span
    ></label
  >`;

function control(
  { name, type, choices = [], placeholder, isRequired = false }: TargetField,
  value: string,
): TemplateResult {
  if (type === 'choice') {
    return html`<select name=${name}>
      ${choices.map((one) => html`<option value=${one} ?selected=${one === value}>${known(`target.${name}-${one}`, one)}</option>`)}
    </select>`;
  }
  if (type === 'area' || type === 'lines' || type === 'pairs') {
    return html`<textarea
      name=${name}
      rows=${type === 'area' ? 4 : 2}
      dir="ltr"
      spellcheck="false"
      placeholder=${placeholder ?? nothing}
      ?required=${isRequired}
      .value=${value}
    ></textarea>`;
  }
  return html`<input
    name=${name}
    type=${type}
    dir="ltr"
    autocomplete="off"
    spellcheck="false"
    placeholder=${placeholder ?? nothing}
    ?required=${isRequired}
    .value=${value}
  />`;
}
