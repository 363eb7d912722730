// What the steps of the first run share.

import { LitElement } from 'lit';

export abstract class StepElement extends LitElement {
  /** Goes on to the step after this one. @param providerId of a provider that this step has made */
  protected next(providerId?: string): void {
    this.dispatchEvent(new CustomEvent('next', { bubbles: true, composed: true, detail: providerId }));
  }
}
