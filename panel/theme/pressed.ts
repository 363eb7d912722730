// What is pressed: links, buttons, what unfolds; as large as a finger wants it.

import { css } from 'lit';

export const pressed = css`
  .reach {
    position: relative; /* a line of text that is pressed around it, too, and takes no more room for it */
    padding-block: 3px;
    margin-block: -3px;
  }
  wa-switch::part(base),
  wa-checkbox::part(base),
  wa-radio::part(base) {
    min-height: var(--mh-touch);
  }
  @media (pointer: coarse) {
    wa-button::part(base) {
      min-height: var(--mh-touch);
    }
    .reach {
      padding-block: 13px;
      margin-block: -13px;
    }
  }
  summary {
    min-height: var(--mh-touch);
    align-content: center;
    cursor: pointer;
  }
  button.bare {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    text-align: start;
    cursor: pointer;
  }
  a.icon,
  button.icon {
    display: inline-grid;
    place-items: center;
    width: var(--mh-touch);
    height: var(--mh-touch);
    flex: none;
    border: 0;
    border-radius: 50%;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  a.icon:hover,
  button.icon:hover {
    background: color-mix(in srgb, currentcolor 10%, transparent);
  }
  button:disabled {
    opacity: 0.45;
    cursor: default;
  }
  a:focus-visible,
  button:focus-visible,
  [tabindex]:focus-visible,
  summary:focus-visible {
    outline: 2px solid var(--mh-link);
    outline-offset: 2px;
  }
`;
