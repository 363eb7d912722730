import { css } from 'lit';

/** Columns of a wide screen; a phone shows name and what is on below each other. */
export const rowStyles = css`
  .row {
    --logo-size: 36px;
    display: grid;
    grid-template-columns: 64px 44px minmax(140px, 2fr) minmax(90px, 1fr) minmax(120px, 1.6fr) minmax(110px, 1.2fr) 60px;
    align-items: center;
    gap: var(--mh-space-2);
    height: 56px;
    padding-inline: var(--mh-space-4);
    border-block-end: 1px solid var(--mh-line);
    contain: strict;
    background: var(--mh-card);
  }
  .row.editable {
    grid-template-columns: 24px 28px 64px 44px minmax(140px, 2fr) minmax(90px, 1fr) minmax(120px, 1.6fr) minmax(
        110px,
        1.2fr
      ) 60px;
  }
  .row.empty {
    display: block;
    padding-block: 10px;
  }
  .row.chosen {
    background: color-mix(in srgb, var(--mh-primary) 12%, var(--mh-card));
  }
  .scroller:focus-visible .row.active {
    box-shadow: inset 0 0 0 2px var(--mh-link);
  }
  .row.off > :is(.number, .logo, .name, .group, .now) {
    opacity: 0.62;
  }
  .row > span {
    min-width: 0;
    overflow: hidden;
  }
  .row > .switch {
    overflow: visible; /* what can be pressed of it is larger than what is seen */
  }
  .logo,
  .name {
    display: grid;
  }
  .name a {
    line-height: 24px;
    color: inherit;
    text-decoration: none;
    font-weight: 500;
  }
  .name a:hover {
    text-decoration: underline;
  }
  .line {
    display: flex;
    align-items: center;
    min-width: 0;
  }
  .now {
    display: grid;
  }
  .handle {
    cursor: grab;
    color: var(--mh-text-soft);
    touch-action: none;
    display: grid;
    place-items: center;
    height: 100%;
  }
  .check {
    display: grid;
    place-items: center;
    height: 100%;
  }
  input[type='checkbox'] {
    width: 18px;
    height: 18px;
    margin: 0;
  }
  input[type='checkbox'].switch {
    width: 36px;
    height: 20px;
    display: block;
    margin-inline-start: auto;
  }
  .pencil {
    border: 0;
    background: none;
    color: var(--mh-text-soft);
    width: 28px;
    height: 28px;
    padding: 0;
    border-radius: 50%;
    flex: none;
    display: grid;
    place-items: center;
    opacity: 0;
    cursor: pointer;
  }
  .row:hover .pencil,
  .scroller:focus-visible .row.active .pencil {
    opacity: 1;
  }
  .editor {
    font: inherit;
    color: inherit;
    background: var(--mh-card);
    width: 100%;
    height: 36px;
    border: 1px solid var(--mh-primary);
    border-radius: 6px;
    padding-inline: 8px;
  }
  .pencil.alike {
    opacity: 1;
  }
  .row.below {
    background: var(--mh-sunken);
  }
  .row.below > .logo {
    padding-inline-start: var(--mh-space-2);
  }
  .condition {
    display: block; /* broken rather than cut: there is room for three lines */
  }
  .condition > span {
    white-space: nowrap;
  }
  .row-mark {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    white-space: nowrap;
    font-size: 12px;
  }
  .pad {
    padding: var(--mh-space-4);
  }
  @media (max-width: 1000px) {
    .row,
    .row.editable {
      grid-template-columns: 56px 44px minmax(120px, 2fr) minmax(90px, 1fr) minmax(100px, 1.4fr) 60px;
    }
    .row.editable {
      grid-template-columns: 24px 28px 56px 44px minmax(120px, 2fr) minmax(90px, 1fr) minmax(100px, 1.4fr) 60px;
    }
    .streams,
    .head.health {
      display: none;
    }
  }
  @media (max-width: 719px) {
    .row {
      grid-template-columns: 44px 44px 1fr 44px;
      padding-inline: var(--mh-space-2);
    }
    .row.editable {
      grid-template-columns: 44px 36px 44px 1fr 44px;
    }
    .row > .name {
      position: relative;
      height: 100%;
      align-content: center;
    }
    .name a::before {
      content: '';
      position: absolute;
      inset: 0; /* a finger may miss the word */
    }
    .row > :is(.handle, .no-handle, .group, .now, .streams) {
      display: none;
    }
    .number .line {
      justify-content: end;
    }
    .pencil:not(.alike) {
      display: none;
    }
    .pencil.alike {
      position: relative; /* above the name, which is pressed around it */
      width: 44px;
      height: 44px;
      margin-block: -8px -12px; /* as high as the row lets it */
    }
  }
`;
