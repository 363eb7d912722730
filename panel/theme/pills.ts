// Buttons beside one another of which some are chosen.

import { css } from 'lit';

export const pills = css`
  .pill {
    font: inherit;
    font-weight: 500;
    color: inherit;
    min-height: var(--mh-touch);
    padding-inline: var(--mh-space-4);
    border: 1px solid var(--mh-line);
    border-radius: 22px;
    background: var(--mh-card);
    cursor: pointer;
  }
  .pill:hover {
    border-color: var(--mh-primary);
  }
  .pill:is([aria-pressed='true'], [aria-selected='true']) {
    border-color: var(--mh-primary);
    background: color-mix(in srgb, var(--mh-primary) 16%, var(--mh-card));
  }
`;
