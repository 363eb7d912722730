import { css } from 'lit';

export const logStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100%;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--mh-space-2);
    padding: var(--mh-space-3) var(--mh-space-4);
    background: var(--mh-card);
    border-block-end: 1px solid var(--mh-line);
  }
  input,
  select {
    min-width: 0;
  }
  input {
    flex: 0 1 280px;
  }
  .lines {
    overflow: auto;
    padding: var(--mh-space-3) var(--mh-space-4);
    font:
      13px/20px ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      monospace;
    outline-offset: -2px;
  }
  .line {
    display: grid;
    grid-template-columns: 76px 68px 84px 1fr;
    gap: var(--mh-space-2);
    padding-block: 2px;
  }
  .room,
  time {
    color: var(--mh-text-soft);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .warning .level {
    color: var(--mh-warn);
  }
  .line.warning,
  .line.error {
    color: var(--mh-text);
  }
  .error .level {
    color: var(--mh-bad);
    font-weight: 600;
  }
  @media (max-width: 719px) {
    .bar {
      padding: var(--mh-space-2);
    }
    input {
      order: -2;
      flex: 1 1 160px;
    }
    button.icon {
      order: -1;
    }
    .bar .grow {
      display: none;
    }
    label.row {
      display: grid;
      flex: 1 1 140px;
      gap: 0;
      font-size: 12px;
    }
    .line {
      grid-template-columns: auto auto 1fr;
      row-gap: 0;
      padding-block: 4px; /* what was written belongs to its time, not to the next one's */
    }
    .line > .wrap {
      grid-column: 1 / -1;
    }
  }
`;
