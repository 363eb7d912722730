// What a person decides about a channel: its number, name, group and how much later its guide is.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Asked, ChannelDetails } from '../../api/routes.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { CHANNEL_NUMBER } from '../channels/channel-number.ts';

export type ChannelSet = Asked<'PATCH /channels'>['body']['patches'][number]['set'];
type Field = 'name' | 'number' | 'group' | 'shift';

/** Fires `decided` with a `ChannelSet` of what differs. */
@customElement('mh-own-form')
export class OwnForm extends LitElement {
  @property({ attribute: false }) channel!: ChannelDetails;

  static override styles = [
    shared,
    controls,
    css`
      form {
        display: grid;
        grid-template-columns: 120px 1fr;
        gap: var(--mh-space-3);
      }
      label.group,
      .acts {
        grid-column: 1 / -1;
      }
    `,
  ];

  override render(): TemplateResult {
    const { channel } = this;
    const field = (id: Exclude<Field, 'shift'>): TemplateResult =>
      html`<label class="above ${id}"
        >${t(`channels.${id}`)}<input
          name=${id}
          .value=${channel[id]}
          maxlength="200"
          ?required=${id !== 'group'}
          pattern=${id === 'number' ? CHANNEL_NUMBER : nothing}
          title=${id === 'number' ? t('channels.number-how') : nothing}
      /></label>`;
    const forget = (): void => this.#tell(Object.fromEntries(channel.decided.map((one) => [one, null])));
    return html`<form @submit=${this.#save}>
      ${field('number')} ${field('name')} ${field('group')}
      <label class="above group"
        >${t('channels.shift')}<input
          name="shift"
          type="number"
          min="-1440"
          max="1440"
          .value=${String(channel.guide_shift_minutes)}
      /></label>
      <div class="row breaks acts">
        <wa-button type="submit" variant="brand">${t('action.save')}</wa-button>
        ${
          channel.decided.length > 0
            ? html`<wa-button appearance="plain" @click=${forget}>${t('channel.forget')}</wa-button>`
            : nothing
        }
      </div>
    </form>`;
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const { channel } = this;
    const fields = new FormData(event.target as HTMLFormElement);
    const valueOf = (field: Field): string => ((fields.get(field) ?? '') as string).trim();
    const changed = (['number', 'name', 'group'] as const).filter((field) => valueOf(field) !== channel[field]);
    const set: ChannelSet = Object.fromEntries(changed.map((field) => [field, valueOf(field) || null]));
    const shift = valueOf('shift') === '' ? null : Math.round(Number(valueOf('shift')));
    const all = shift === channel.guide_shift_minutes ? set : { ...set, guide_shift_minutes: shift };
    if (Object.keys(all).length > 0) this.#tell(all);
  }

  #tell(detail: ChannelSet): void {
    this.dispatchEvent(new CustomEvent('decided', { detail }));
  }
}
