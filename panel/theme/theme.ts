// Light or dark, and whose colours: Home Assistant's where it frames us, else the person's choice, else the system's.

import { parentDocument, readTheme, watchTheme } from '../home-assistant/theme-source.ts';

export const THEME_CHOICES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const KEY = 'masthead.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');
let host: Document | undefined;
let taken: readonly string[] = [];

export function themeChoice(): ThemeChoice {
  const stored = localStorage.getItem(KEY);
  return THEME_CHOICES.find((choice) => choice === stored) ?? 'auto';
}

/** Whether Home Assistant decides: then there is nothing to choose. */
export const isThemedByHost = (): boolean => host !== undefined && readTheme(host) !== undefined;

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(KEY, choice);
  apply();
}

export function startTheme(): void {
  host = parentDocument(window);
  systemDark.addEventListener('change', apply);
  if (host) watchTheme(host, apply);
  apply();
}

function apply(): void {
  const root = document.documentElement;
  const theme = host && readTheme(host);
  for (const name of taken) root.style.removeProperty(name);
  for (const [name, value] of theme?.variables ?? []) root.style.setProperty(name, value);
  taken = [...(theme?.variables.keys() ?? [])];
  const choice = themeChoice();
  const isDark = theme ? theme.isDark : choice === 'auto' ? systemDark.matches : choice === 'dark';
  root.classList.toggle('wa-dark', isDark);
  root.classList.toggle('wa-light', !isDark);
}
