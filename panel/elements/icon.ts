// A Material Design icon, as Home Assistant draws them: an outline in the text's colour, silent for screen readers.

import { html, svg, type TemplateResult } from 'lit';

/** @param path one of `@mdi/js`: only those that are named get into the build */
export const icon = (path: string, size = 20): TemplateResult =>
  html`<svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true" focusable="false">
    ${svg`<path d=${path} fill="currentColor" />`}
  </svg>`;
