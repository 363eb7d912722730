// The panel's start: theme and language first, so that nothing is drawn twice.

import './theme/tokens.css';
import '@awesome.me/webawesome/dist/components/button/button.js';
import './app.ts';
import { sendWithEnter } from './forms.ts';
import { keepFiles } from './install.ts';
import { preferredLocale, setLocale } from './locale/locale.ts';
import { startTheme } from './theme/theme.ts';

startTheme();
sendWithEnter(document);
keepFiles();
void setLocale(preferredLocale());
