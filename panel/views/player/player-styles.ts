import { css } from 'lit';

/** A drawer at the side of a wide screen, at the foot of a narrow one; dark in every theme, as a picture wants it. */
export const playerStyles = css`
  :host {
    position: fixed;
    z-index: 800;
    inset-block-end: 16px;
    inset-inline-end: 16px;
    width: min(480px, calc(100vw - 32px));
  }
  aside {
    background: #14181d;
    color: #e8ecef;
    border-radius: var(--mh-radius);
    box-shadow: var(--mh-shadow);
    overflow: hidden;
  }
  header {
    padding: var(--mh-space-2) var(--mh-space-2) var(--mh-space-2) var(--mh-space-4);
  }
  .name {
    color: inherit;
    font-weight: 500;
    font-size: 16px;
    text-decoration: none;
    display: block;
  }
  header .small {
    color: #a9b4be;
    min-height: 16px;
  }
  .picture {
    position: relative;
    aspect-ratio: 16 / 9;
    background: #000;
  }
  video {
    width: 100%;
    height: 100%;
    display: block;
  }
  .waiting {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: #c6d0d8;
    pointer-events: none;
  }
  .statistics {
    position: absolute;
    inset: 8px auto auto 8px;
    display: grid;
    grid-template-columns: auto auto;
    gap: 0 12px;
    padding: 8px 10px;
    font-size: 12px;
    line-height: 18px;
    background: rgb(0 0 0 / 72%);
    border-radius: 6px;
    pointer-events: none;
  }
  dt {
    color: #a9b4be;
  }
  .controls {
    padding: 4px var(--mh-space-2);
  }
  select {
    font: inherit;
    color: inherit;
    background: #222930;
    border: 1px solid #3a444e;
    border-radius: 6px;
    height: var(--mh-touch);
    max-width: 100%;
  }
  .resumed {
    margin: 0;
    padding: 4px var(--mh-space-2) 0 var(--mh-space-4);
  }
  .tracks {
    min-width: 0;
  }
  .tracks select {
    min-width: 0;
    flex: 0 1 auto;
  }
  mh-trouble {
    margin: var(--mh-space-2);
    color: var(--mh-text);
  }
  button:focus-visible,
  a:focus-visible {
    outline-color: #8fd3f2;
  }
  @media (max-width: 869px) {
    :host {
      inset-inline: 0;
      inset-block-end: 0;
      width: 100%;
    }
    aside {
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding-block-end: var(--mh-safe-bottom, env(safe-area-inset-bottom, 0px));
    }
  }
`;
