// Home Assistant's own notifications: shown while something is wrong, gone when it is over.

import type { AlertTargetKind } from '../target-kind.ts';

/** Persistent notifications by id; the same id replaces. Said again by itself until Home Assistant has taken it. */
export interface Board {
  show(notification: { readonly id: string; readonly title: string; readonly message: string }): void;
  dismiss(id: string): void;
}

export const noticeOf = (alertId: number): string => `alert_${alertId}`;

/** @param board undefined while there is no Home Assistant to speak to */
export const homeAssistant = (board: () => Board | undefined): AlertTargetKind<'home_assistant'> => ({
  kind: 'home_assistant',
  isBoard: true,
  unavailable: () => (board() ? null : 'There is no Home Assistant to speak to.'),
  send({ event, title, text, alerts }) {
    const [told] = alerts;
    const id = told ? noticeOf(told.alert.id) : event;
    if (told?.event === 'resolved') board()?.dismiss(id);
    else board()?.show({ id, title, message: text });
    return Promise.resolve();
  },
});
