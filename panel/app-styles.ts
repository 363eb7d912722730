// The frame's bars: tabs above on a wide screen, below on a phone, as Home Assistant has them.

import { css } from 'lit';

export const appStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    height: 100dvh;
    padding: var(--mh-safe-top, env(safe-area-inset-top, 0px)) var(--mh-safe-right, env(safe-area-inset-right, 0px)) 0
      var(--mh-safe-left, env(safe-area-inset-left, 0px));
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--mh-space-2);
    height: var(--mh-bar);
    padding-inline: var(--mh-space-4);
    background: var(--mh-header);
    color: var(--mh-header-text);
    border-block-end: 1px solid var(--mh-line);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    align-self: stretch;
    margin-inline-end: var(--mh-space-4);
    color: inherit;
    text-decoration: none;
    font-size: 18px;
    font-weight: 500;
  }
  header nav {
    display: flex;
    align-self: stretch;
    overflow: hidden;
  }
  .tab {
    display: flex;
    align-items: center;
    gap: var(--mh-space-2);
    padding-inline: 14px;
    color: inherit;
    text-decoration: none;
    white-space: nowrap;
    font-weight: 500;
    border-block: 3px solid transparent;
    opacity: 0.82;
  }
  header .tab svg {
    display: none;
  }
  .tab:hover {
    opacity: 1;
  }
  .tab[aria-current] {
    opacity: 1;
    border-block-end-color: var(--mh-primary);
  }
  .tab:focus-visible,
  .brand:focus-visible {
    outline-offset: -3px;
  }
  .lost {
    margin-inline-start: auto;
  }
  main {
    grid-row: 2;
    overflow: auto;
    outline: none;
    min-height: 0;
    position: relative;
  }
  .opening {
    max-width: 720px;
    margin: 0 auto;
    padding: var(--mh-space-6);
  }
  .phone,
  .more {
    display: none;
  }
  .skip {
    position: absolute;
    inset-block-start: -100px;
    inset-inline-start: 8px;
    z-index: 1000;
    padding: 12px;
    background: var(--mh-card);
    border-radius: var(--mh-radius-s);
  }
  .skip:focus {
    inset-block-start: 8px;
  }
  @media (min-width: 870px) and (max-width: 1100px) {
    .tab {
      padding-inline: 10px;
    }
  }
  @media (max-width: 869px) {
    header nav {
      display: none;
    }
    .phone {
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: 1fr;
      grid-row: 3;
      background: var(--mh-card);
      border-block-start: 1px solid var(--mh-line);
      padding-block-end: var(--mh-safe-bottom, env(safe-area-inset-bottom, 0px));
    }
    .phone .tab,
    .more .tab {
      font: 500 12px/16px var(--mh-font);
      background: none;
      border: 0;
      cursor: pointer;
      color: var(--mh-text-soft);
      opacity: 1;
    }
    .phone .tab {
      flex-direction: column;
      justify-content: center;
      gap: 2px;
      min-height: 56px;
      padding-inline: 2px;
      min-width: 0;
    }
    .phone .tab span {
      max-width: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .phone .tab[aria-current],
    .more .tab[aria-current] {
      color: var(--mh-link);
    }
    .more {
      position: fixed;
      inset-inline: 8px;
      bottom: calc(64px + var(--mh-safe-bottom, env(safe-area-inset-bottom, 0px)));
      z-index: 50;
      display: grid;
      padding: var(--mh-space-2);
      background: var(--mh-card);
      border: 1px solid var(--mh-line);
      border-radius: var(--mh-radius);
      box-shadow: var(--mh-shadow);
    }
    .more .tab {
      min-height: 48px;
      font-size: 14px;
      gap: var(--mh-space-4);
    }
  }
`;
