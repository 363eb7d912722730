// "Do it for me": Masthead enters itself into a Jellyfin, by its address and an API key.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Answer } from '../../api/routes.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';

@customElement('mh-jellyfin-form')
export class JellyfinForm extends LitElement {
  @state() private done: Answer<'POST /connect/jellyfin'> | undefined;
  @state() private error: unknown;
  @state() private isBusy = false;

  static override styles = [
    shared,
    controls,
    css`
      form {
        padding: var(--mh-space-4);
        border: 1px solid var(--mh-line);
        border-radius: var(--mh-radius-s);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<form @submit=${this.#enter}>
      <div>
        <h3>${t('jellyfin.heading')}</h3>
        <p class="small soft">${t('jellyfin.text')}</p>
      </div>
      <label class="above"
        >${t('jellyfin.address')}<input name="address" required placeholder="http://jellyfin:8096" spellcheck="false"
      /></label>
      <label class="above"
        >${t('jellyfin.key')}<input name="api_key" required autocomplete="off" spellcheck="false"
      /></label>
      <mh-trouble in-form .error=${this.error}></mh-trouble>
      ${this.done ? html`<p role="status" class="good">${this.#outcome(this.done)}</p>` : nothing}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.isBusy}>${t('jellyfin.do')}</wa-button>
      </div>
    </form>`;
  }

  #outcome({ server, added_tuner: tuner, added_guide: guide }: Answer<'POST /connect/jellyfin'>): string {
    return tuner || guide ? t('jellyfin.done', { server }) : t('jellyfin.there', { server });
  }

  async #enter(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => ((fields.get(name) ?? '') as string).trim();
    this.isBusy = true;
    this.error = undefined;
    this.done = undefined;
    try {
      const body = { address: text('address'), api_key: text('api_key') };
      this.done = await ask('POST /connect/jellyfin', { body });
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}
