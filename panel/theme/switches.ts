// Switches: a checkbox that looks like one, and Web Awesome's, alike.

import { css } from 'lit';

export const switches = css`
  wa-switch {
    --wa-form-control-background-color: color-mix(in srgb, var(--mh-text) 46%, var(--mh-card));
  }
  wa-switch::part(thumb) {
    background: #fff;
  }
  input.switch {
    appearance: none;
    width: 36px;
    height: 20px;
    margin: 0;
    border-radius: 10px;
    background: color-mix(in srgb, var(--mh-text) 46%, var(--mh-card));
    position: relative;
    cursor: pointer;
  }
  input.switch::after {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: #fff;
    transition: translate 120ms;
  }
  input.switch::before {
    content: ''; /* as large as a finger wants it, whatever it looks like */
    position: absolute;
    inset: calc((20px - var(--mh-touch)) / 2) calc((36px - var(--mh-touch)) / 2);
  }
  input.switch:checked {
    background: var(--mh-primary-fill);
  }
  input.switch:checked::after {
    translate: 16px 0;
  }
  input.switch:checked:dir(rtl)::after {
    translate: -16px 0;
  }
`;
