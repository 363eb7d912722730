// In which language a client wants to read what Masthead says.

import * as z from 'zod';
import { ALERT_LANGUAGES } from '../../model/alert-settings.ts';
import { optional } from './route.ts';

export const readersLanguage = optional(z.enum(ALERT_LANGUAGES)).meta({
  description: 'Of the texts; that of alerts where it is left out (`alerts.language`)',
});
