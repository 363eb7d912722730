// How the navigation looks: a list beside the view, a narrow one on a tablet, a bar and a sheet on a phone.

import { css } from 'lit';

const tabStyles = css`
  .tab {
    display: flex;
    align-items: center;
    color: var(--mh-text-soft);
    text-decoration: none;
    font: 500 14px/20px var(--mh-font);
    border: 0;
    background: none;
    cursor: pointer;
  }
  .tab svg {
    flex: none;
  }
  .tab span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tab:hover {
    color: var(--mh-text);
  }
  .tab[aria-current] {
    color: var(--mh-link);
  }
  .tab:focus-visible {
    outline-offset: -3px;
  }
  .heading {
    display: block;
    font-size: 12px;
    line-height: 16px;
    color: var(--mh-text-soft);
  }
`;

export const sideStyles = [
  tabStyles,
  css`
    :host {
      display: block;
      width: 208px;
      overflow: auto;
      background: var(--mh-card);
      border-inline-end: 1px solid var(--mh-line);
    }
    nav {
      padding: var(--mh-space-2);
    }
    .part + .part {
      margin-block-start: var(--mh-space-2);
    }
    .heading {
      padding: var(--mh-space-2) var(--mh-space-3) var(--mh-space-1);
    }
    .tab {
      gap: var(--mh-space-3);
      min-height: var(--mh-touch);
      padding-inline: var(--mh-space-3);
      border-radius: var(--mh-radius-s);
    }
    .tab:hover {
      background: color-mix(in srgb, var(--mh-text) 6%, transparent);
    }
    .tab[aria-current] {
      background: color-mix(in srgb, var(--mh-primary) 12%, transparent);
    }
    @media (max-width: 1199px) {
      :host {
        width: 92px;
      }
      nav {
        padding: var(--mh-space-1);
      }
      .heading {
        display: none;
      }
      .part + .part {
        border-block-start: 1px solid var(--mh-line);
        margin-block-start: var(--mh-space-1);
        padding-block-start: var(--mh-space-1);
      }
      .tab {
        flex-direction: column;
        justify-content: center;
        gap: 2px;
        min-height: 50px;
        padding-inline: 2px;
        font-size: 11px;
        line-height: 14px;
      }
      .tab span {
        max-width: 100%;
      }
    }
    @media (max-width: 869px) {
      :host {
        display: none;
      }
    }
  `,
];

export const barStyles = [
  tabStyles,
  css`
    :host {
      display: none;
    }
    @media (max-width: 869px) {
      :host {
        display: block;
      }
    }
    .bar {
      display: flex;
      background: var(--mh-card);
      border-block-start: 1px solid var(--mh-line);
      padding-block-end: var(--mh-safe-bottom, env(safe-area-inset-bottom, 0px));
    }
    .bar .tab {
      flex: 1 1 auto; /* a long word takes of the room that a short one leaves */
      flex-direction: column;
      justify-content: center;
      gap: 2px;
      min-height: 56px;
      min-width: 0;
      padding-inline: 2px;
      font-size: 12px;
      line-height: 16px;
    }
    .bar .tab span {
      max-width: 100%;
    }
    .shade {
      position: fixed;
      inset: 0;
      z-index: 49;
    }
    .more {
      position: fixed;
      inset-inline: 8px;
      bottom: calc(64px + var(--mh-safe-bottom, env(safe-area-inset-bottom, 0px)));
      z-index: 50;
      display: grid;
      gap: var(--mh-space-2);
      max-height: min(640px, calc(100dvh - 140px));
      overflow: auto;
      padding: var(--mh-space-3);
      background: var(--mh-card);
      border: 1px solid var(--mh-line);
      border-radius: var(--mh-radius);
      box-shadow: var(--mh-shadow);
    }
    .more .part {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(148px, 1fr));
    }
    .more .heading {
      grid-column: 1 / -1;
      padding: var(--mh-space-1) var(--mh-space-2);
    }
    .more .tab {
      min-height: 48px;
      gap: var(--mh-space-3);
      padding-inline: var(--mh-space-2);
      color: var(--mh-text);
    }
    .more .tab[aria-current] {
      color: var(--mh-link);
    }
  `,
];
