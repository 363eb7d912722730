// First step: where the channels come from. An address is enough.

import '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { StepElement } from './step.ts';

@customElement('mh-step-source')
export class StepSource extends StepElement {
  @state() private error: unknown;
  @state() private isBusy = false;

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: var(--mh-space-4);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<form class="card" @submit=${this.#add}>
      <div>
        <h2>${t('welcome.source-heading')}</h2>
        <p class="soft">${t('welcome.source-text')}</p>
      </div>
      <wa-input
        name="source"
        label=${t('field.source')}
        placeholder="http://…/playlist.m3u"
        hint=${t('welcome.source-hint')}
        required
        autofocus
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        inputmode="url"
      ></wa-input>
      <mh-trouble .error=${this.error} @retry=${() => (this.error = undefined)}></mh-trouble>
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.isBusy}>${t('action.next')}</wa-button>
      </div>
    </form>`;
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const source = (new FormData(event.target as HTMLFormElement).get('source') as string).trim();
    this.isBusy = true;
    this.error = undefined;
    try {
      const { id } = await ask('POST /providers', { body: { source } });
      this.next(id);
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}
