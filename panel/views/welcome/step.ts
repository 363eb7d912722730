// What the steps of the first run share.

import { css, LitElement } from 'lit';

export abstract class StepElement extends LitElement {
  /** Goes on to the step after this one. @param providerId of a provider that this step has made */
  protected next(providerId?: string): void {
    this.dispatchEvent(new CustomEvent('next', { bubbles: true, composed: true, detail: providerId }));
  }
}

/** What leads on stands at the end of a step, where the next one begins. */
export const stepStyles = css`
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--mh-space-2);
    margin-block-start: var(--mh-space-4);
  }
`;
