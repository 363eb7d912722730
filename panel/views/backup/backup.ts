// Everything that a person decided as one file: written, looked at before it is taken over, taken over.

import { mdiDownload, mdiFileUploadOutline } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Answer } from '../../api/routes.ts';
import { confirmed } from '../../elements/dialog.ts';
import { icon } from '../../elements/icon.ts';
import { toast } from '../../elements/toast.ts';
import { changedName } from '../../locale/changed-name.ts';
import { dateName } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';

type Outcome = Answer<'POST /backup/import'>;
type Section = Outcome['sections'][number];
type BackupFile = Readonly<Record<string, unknown>>;

@customElement('mh-backup')
export class Backup extends LitElement {
  @state() private error: unknown;
  @state() private isBusy = false;
  /** Rises with each change of what is to be taken. */
  #edition = 0;
  @state() private file: BackupFile | undefined;
  @state() private fileName = '';
  /** What taking it over would change. */
  @state() private preview: Outcome | undefined;

  static override styles = [
    shared,
    controls,
    viewStyles,
    css`
      .view {
        max-width: 880px;
      }
      h2 {
        margin-block-end: var(--mh-space-2);
      }
      form {
        margin-block-start: var(--mh-space-3);
      }
      li {
        padding-block: var(--mh-space-1);
      }
      details {
        border-block-start: 1px solid var(--mh-line);
      }
      summary .grow {
        display: inline-block;
      }
      .lacking {
        padding: var(--mh-space-3);
        border-radius: var(--mh-radius-s);
        background: color-mix(in srgb, var(--mh-warn-fill) 12%, var(--mh-card));
      }
      .preview {
        margin-block-start: var(--mh-space-4);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    return html`<div class="view">
      <header>
        <h1>${t('nav.backup')}</h1>
      </header>
      <mh-trouble in-form .error=${this.error}></mh-trouble>
      <section class="card">
        <h2>${t('backup.write')}</h2>
        <p class="soft">${t('backup.write-text')}</p>
        <form @submit=${this.#write}>
          ${passphraseField(t('backup.passphrase-write'))}
          <div>
            <wa-button variant="brand" ?loading=${this.isBusy} @click=${this.#submit}
              ><span slot="start">${icon(mdiDownload, 18)}</span>${t('backup.save')}</wa-button
            >
          </div>
        </form>
      </section>
      <section class="card">
        <h2>${t('backup.take')}</h2>
        <p class="soft">${t('backup.take-text')}</p>
        <form @submit=${this.#look}>
          <label class="above"
            >${t('backup.file')}<input
              type="file"
              name="file"
              accept="application/json,.json"
              required
              @change=${this.#chosen}
          /></label>
          ${passphraseField(t('backup.passphrase-take'))}
          <label class="beside"
            ><input type="checkbox" name="without" @change=${this.#changed} />${t('backup.without')}</label
          >
          <label class="beside"
            ><input type="checkbox" name="peopleless" @change=${this.#changed} />${t('backup.without-people')}</label
          >
          <div>
            <wa-button appearance="outlined" ?loading=${this.isBusy} @click=${this.#submit}
              ><span slot="start">${icon(mdiFileUploadOutline, 18)}</span>${t('backup.look')}</wa-button
            >
          </div>
        </form>
        ${this.preview ? this.#preview(this.preview) : nothing}
      </section>
    </div>`;
  }

  #preview(outcome: Outcome): TemplateResult {
    const changed = outcome.sections.filter((one) => one.added + one.changed + one.removed > 0);
    return html`<div class="preview" role="region" aria-label=${t('backup.preview')}>
      <h3>${t('backup.of', { day: dateName(Date.parse(outcome.made_at)), version: outcome.masthead })}</h3>
      ${changed.length === 0 ? html`<p>${t('backup.same')}</p>` : changed.map(sectionOf)}
      ${
        outcome.lacking.length === 0
          ? nothing
          : html`<div class="lacking">
              <p>${tn('backup.lacking', outcome.lacking.length)}</p>
              <ul>
                ${outcome.lacking.map(({ id, field, fate }) => html`<li class="small wrap">${id} · ${field}: ${t(`backup.fate-${fate}`)}</li>`)}
              </ul>
            </div>`
      }
      ${outcome.restart_needed ? html`<p class="warn">${t('backup.restart')}</p>` : nothing}
      ${
        changed.length === 0
          ? nothing
          : html`<p>
              <wa-button variant="danger" ?loading=${this.isBusy} @click=${this.#take}
                >${t('backup.take-now')}</wa-button
              >
            </p>`
      }
    </div>`;
  }

  readonly #submit = (event: Event): void => (event.currentTarget as HTMLElement).closest('form')?.requestSubmit();

  /** What was looked at, or is being, would no longer be what is taken. */
  readonly #changed = (): void => {
    this.#edition += 1;
    this.preview = undefined;
  };

  #chosen(event: Event): void {
    this.#changed();
    this.fileName = (event.target as HTMLInputElement).files?.[0]?.name ?? '';
  }

  async #write(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { passphrase } = typedIn(event.target as HTMLFormElement);
    await this.#busily(async () => {
      const file = await ask('POST /backup', { body: { ...(passphrase !== '' && { passphrase }) } });
      keep(file, `masthead-${new Date().toISOString().slice(0, 10)}.json`);
      toast(t(passphrase === '' ? 'backup.saved-bare' : 'backup.saved'));
    });
  }

  async #look(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const [chosen] = form.querySelector<HTMLInputElement>('[type=file]')?.files ?? [];
    if (!chosen) return;
    const edition = this.#edition;
    await this.#busily(async () => {
      const file = await readFile(chosen);
      if (edition !== this.#edition) return;
      this.file = file;
      const outcome = await this.#import(form, true);
      if (edition === this.#edition) this.preview = outcome;
    });
    await this.updateComplete; // below the button, and often below the edge
    this.renderRoot.querySelector('.preview')?.scrollIntoView({ block: 'nearest' });
  }

  readonly #take = async (): Promise<void> => {
    const form = this.renderRoot.querySelectorAll('form')[1];
    const question = { heading: t('backup.take-sure'), text: t('backup.take-sure-text', { name: this.fileName }) };
    if (!form || !(await confirmed({ ...question, action: t('backup.take-now'), isDangerous: true }))) return;
    await this.#busily(async () => {
      const { restart_needed: mustRestart } = await this.#import(form, false);
      this.preview = undefined;
      form.reset();
      toast(t(mustRestart ? 'backup.taken-restart' : 'backup.taken'));
    });
  };

  async #import(form: HTMLFormElement, dry_run: boolean): Promise<Outcome> {
    const { passphrase, without, isPeopleless } = typedIn(form);
    const file = this.file ?? {};
    const all = isPeopleless ? (await ask('GET /backup', {})).sections : [];
    const sections = all.filter((name) => !OF_PEOPLE.has(name));
    return ask('POST /backup/import', {
      body: {
        file,
        dry_run,
        ...(passphrase !== '' && { passphrase }),
        ...(without && { without_secrets: true }),
        ...(isPeopleless && { sections }),
      },
    });
  }

  async #busily(act: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.error = undefined;
    try {
      await act();
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}

const passphraseField = (hint: string): TemplateResult =>
  html`<label class="above"
    >${t('backup.passphrase')}<input
      type="password"
      name="passphrase"
      minlength="8"
      maxlength="1024"
      autocomplete="off"
    />
    <span class="small soft">${hint}</span></label
  >`;

function sectionOf({ name, added, changed, removed, differences }: Section): TemplateResult {
  const counts = [
    added > 0 ? t('backup.added', { count: added }) : '',
    changed > 0 ? t('backup.changed', { count: changed }) : '',
    removed > 0 ? t('backup.removed', { count: removed }) : '',
  ].filter(Boolean);
  return html`<details>
    <summary><b>${known(`backup.section-${name}`, name)}</b> <span class="soft">${counts.join(' · ')}</span></summary>
    <ul>
      ${differences.map(
        ({ change, fields, ...named }) =>
          html`<li class="small wrap">
            <mh-chip tone=${change === 'removed' ? 'bad' : change === 'added' ? 'good' : 'warn'}
              >${t(`backup.${change}-one`)}</mh-chip
            >
            ${changedName(name, named)} <span class="soft">${fields.join(', ')}</span>
          </li>`,
      )}
    </ul>
  </details>`;
}

/** People and tokens, what they like, and the key that their logins and Xtream passwords are bound to. */
const OF_PEOPLE = new Set(['accounts', 'favourites', 'identity']);

function typedIn(form: HTMLFormElement): { passphrase: string; without: boolean; isPeopleless: boolean } {
  const fields = new FormData(form);
  const passphrase = (fields.get('passphrase') ?? '') as string;
  return { passphrase, without: fields.has('without'), isPeopleless: fields.has('peopleless') };
}

/** @throws Error for a file that is no JSON object */
export async function readFile(file: Blob): Promise<BackupFile> {
  try {
    const read: unknown = JSON.parse(await file.text());
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as BackupFile;
  } catch {
    // said below
  }
  throw new Error(t('backup.no-backup'));
}

function keep(content: unknown, name: string): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
