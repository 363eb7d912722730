// The languages in which alerts are told: a line for each.

import type { AlertLanguage } from '../../model/alert-settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';
import type { Words } from './words.ts';

export const LANGUAGES: Readonly<Record<AlertLanguage, Words>> = { en, de, fr, es, nl };
