// What a provider wrote into a mail, to be typed letter by letter: an address, or a panel's server, user and password. They
// stand in their step's own form, which asks for what is missing and is sent by Enter.

import { css, html, nothing, type TemplateResult } from 'lit';
import { t } from '../../locale/locale.ts';
import { xtreamSource } from './panel-address.ts';

export interface TypedField {
  readonly name: string;
  readonly label: string;
  readonly onInput: (event: Event) => void;
  readonly value?: string;
  /** Where it begins: an address. */
  readonly address?: { readonly placeholder: string; readonly hint: string };
  readonly isSecret?: boolean;
}

export const typedField = ({ name, label, onInput, value = '', address, isSecret }: TypedField): TemplateResult =>
  html`<wa-input
    name=${name}
    label=${label}
    type=${isSecret ? 'password' : 'text'}
    ?password-toggle=${isSecret}
    placeholder=${address?.placeholder ?? nothing}
    hint=${address?.hint ?? nothing}
    ?autofocus=${address !== undefined}
    inputmode=${address ? 'url' : nothing}
    required
    spellcheck="false"
    autocapitalize="off"
    autocomplete="off"
    .value=${value}
    @input=${onInput}
  ></wa-input>`;

export const loginStyles = css`
  .login {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
    gap: var(--mh-space-4);
  }
  .login > [name='server'] {
    grid-column: 1 / -1;
  }
`;

/** @param onTyped is told the source that they make, empty as long as something is missing */
export function loginFields(onTyped: (source: string) => void): TemplateResult {
  const onInput = ({ currentTarget }: Event): void => {
    const all = (currentTarget as HTMLElement).parentElement!;
    const text = (name: string): string => all.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? '';
    const login = { server: text('server'), user: text('user'), password: text('password') };
    const isWhole = Object.values(login).every((part) => part.trim() !== '');
    onTyped(isWhole ? xtreamSource(login) : '');
  };
  const address = { placeholder: 'http://tv.example:8080', hint: t('welcome.server-hint') };
  return html`<div class="login">
    ${typedField({ name: 'server', label: t('welcome.server'), address, onInput })}
    ${typedField({ name: 'user', label: t('welcome.user'), onInput })}
    ${typedField({ name: 'password', label: t('login.password'), isSecret: true, onInput })}
  </div>`;
}
