// Movies and series as files for Jellyfin, Kodi, Emby and Plex: how the last run went, and running it now.

import { mdiFolderPlayOutline } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { confirmed } from '../../elements/dialog.ts';
import '../../elements/copy-field.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { number, relative } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';
import { sentenceOf } from '../../locale/problems.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';

type State = Answer<'GET /files'>;

const EVERY_MS = 5_000;

@customElement('mh-export-state')
export class ExportState extends LitElement {
  @state() private isRunning = false;
  readonly #state: Query<State> = new Query(this, {
    load: (signal) => ask('GET /files', {}, signal),
    everyMs: EVERY_MS,
  });

  static override styles = [
    shared,
    viewStyles,
    css`
      .card {
        display: grid;
        gap: var(--mh-space-3);
        max-width: 720px;
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
    const known = this.#state.data;
    return html`<mh-trouble .error=${this.#state.error} @retry=${() => this.#state.refresh()}></mh-trouble>
      <div class="card">${known ? this.#content(known) : html`<mh-skeleton lines="4"></mh-skeleton>`}</div>`;
  }

  #content(known: State): TemplateResult {
    const isBusy = this.isRunning || known.is_running;
    return html`<p class="soft">${t('library.files-text')}</p>
      ${
        known.finished_at === null
          ? html`<p>${t('library.never')}</p>`
          : html`<p>
              ${[t('library.ran', { when: relative(known.finished_at) }), tn('library.file-count', known.files ?? 0), t('library.written', { count: number(known.written ?? 0) }), t('library.gone', { count: number(known.removed ?? 0) })].join(' · ')}
            </p>`
      }
      <mh-copy-field plain label=${t('library.folder')} value=${known.folder}></mh-copy-field>
      <p class="small soft">${t(known.is_enabled ? 'library.keeps-on' : 'library.by-hand')}</p>
      ${(known.files ?? 0) > 0 ? html`<p class="small soft">${t('library.files-next')}</p>` : nothing}
      ${known.error === null ? nothing : html`<p class="fault wrap" role="alert">${sentenceOf(known.error)}</p>`}
      ${
        known.waiting !== null && known.waiting > 0
          ? html`<p class="warn">${tn('library.waiting', known.waiting)}</p>`
          : nothing
      }
      ${
        mayChange()
          ? html`<div class="row breaks">
              <wa-button variant="brand" ?loading=${isBusy} ?disabled=${isBusy} @click=${() => this.#run(false)}
                ><span slot="start">${icon(mdiFolderPlayOutline, 18)}</span>${t('library.run')}</wa-button
              >
              ${
                known.waiting !== null && known.waiting > 0
                  ? html`<wa-button appearance="outlined" variant="danger" ?disabled=${isBusy} @click=${this.#agree}
                      >${t('library.agree')}</wa-button
                    >`
                  : nothing
              }
              <wa-button appearance="plain" href=${linkTo('settings', '', { search: 'strm.' })}
                >${t('library.where')}</wa-button
              >
            </div>`
          : nothing
      }`;
  }

  readonly #agree = async (): Promise<void> => {
    const count = this.#state.data?.waiting ?? 0;
    const question = { heading: t('library.agree'), text: tn('library.waiting', count), action: t('action.remove') };
    if (await confirmed({ ...question, isDangerous: true })) await this.#run(true);
  };

  async #run(may_remove_many: boolean): Promise<void> {
    this.isRunning = true;
    try {
      const { files, error } = await ask('POST /files/run', { body: { may_remove_many } });
      if (error === null) toast(tn('library.file-count', files ?? 0));
    } catch (error) {
      toastError(error);
    } finally {
      this.isRunning = false;
      await this.#state.refresh();
    }
  }
}
