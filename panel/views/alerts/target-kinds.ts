// The kinds of targets: what each is called, what it asks for, and what its answers become. A kind is a line of this table.

import type { Answer, Asked } from '../../api/routes.ts';
import type { MessageKey } from '../../locale/locale.ts';
import { mdiBellRingOutline, mdiEmailOutline, mdiHomeAssistant, mdiSendOutline, mdiWebhook } from '@mdi/js';

export type Target = Answer<'GET /alert-targets'>['items'][number];
export type NewTarget = Asked<'POST /alert-targets'>['body'];
export type TargetKind = Target['options']['kind'];

export interface TargetField {
  readonly name: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly type: 'area' | 'check' | 'choice' | 'lines' | 'number' | 'pairs' | 'password' | 'text';
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly choices?: readonly string[];
  /** Where nothing is stored yet; of a check: `true`, or nothing. */
  readonly initial?: string;
  /** Rarely wanted: folded together. */
  readonly isRare?: boolean;
}

export interface KindOfTarget {
  readonly label: MessageKey;
  readonly about: MessageKey;
  readonly icon: string;
  readonly fields: readonly TargetField[];
}

export const TARGET_KINDS: Readonly<Record<TargetKind, KindOfTarget>> = {
  home_assistant: {
    label: 'target.kind-home_assistant',
    about: 'target.about-home_assistant',
    icon: mdiHomeAssistant,
    fields: [],
  },
  telegram: {
    label: 'target.kind-telegram',
    about: 'target.about-telegram',
    icon: mdiSendOutline,
    fields: [
      {
        name: 'bot_token',
        label: 'target.bot-token',
        hint: 'target.bot-token-hint',
        type: 'password',
        placeholder: '123456:ABC…',
        isRequired: true,
      },
      {
        name: 'chat_id',
        label: 'target.chat-id',
        hint: 'target.chat-id-hint',
        type: 'text',
        placeholder: '-1001234567890',
        isRequired: true,
      },
      {
        name: 'api_url',
        label: 'target.api-url',
        type: 'text',
        initial: 'https://api.telegram.org',
        isRequired: true,
        isRare: true,
      },
    ],
  },
  pushover: {
    label: 'target.kind-pushover',
    about: 'target.about-pushover',
    icon: mdiBellRingOutline,
    fields: [
      {
        name: 'app_token',
        label: 'target.app-token',
        hint: 'target.app-token-hint',
        type: 'password',
        isRequired: true,
      },
      { name: 'user_key', label: 'target.user-key', hint: 'target.user-key-hint', type: 'password', isRequired: true },
      { name: 'device', label: 'target.device', hint: 'target.device-hint', type: 'text' },
      {
        name: 'api_url',
        label: 'target.api-url',
        type: 'text',
        initial: 'https://api.pushover.net',
        isRequired: true,
        isRare: true,
      },
    ],
  },
  email: {
    label: 'target.kind-email',
    about: 'target.about-email',
    icon: mdiEmailOutline,
    fields: [
      {
        name: 'to',
        label: 'target.to',
        hint: 'target.to-hint',
        type: 'lines',
        placeholder: 'me@example.org',
        isRequired: true,
      },
      { name: 'from', label: 'target.from', type: 'text', placeholder: 'masthead@example.org', isRequired: true },
      { name: 'host', label: 'target.host', type: 'text', placeholder: 'smtp.example.org', isRequired: true },
      { name: 'port', label: 'target.port', type: 'number', initial: '587', isRequired: true },
      {
        name: 'security',
        label: 'target.security',
        type: 'choice',
        choices: ['starttls', 'tls', 'none'],
        initial: 'starttls',
      },
      { name: 'username', label: 'target.username', type: 'text' },
      { name: 'password', label: 'target.password', type: 'password' },
      {
        name: 'verify_certificate',
        label: 'target.verify-certificate',
        hint: 'target.verify-certificate-hint',
        type: 'check',
        initial: 'true',
        isRare: true,
      },
    ],
  },
  webhook: {
    label: 'target.kind-webhook',
    about: 'target.about-webhook',
    icon: mdiWebhook,
    fields: [
      { name: 'url', label: 'target.url', type: 'text', placeholder: 'https://…', isRequired: true },
      { name: 'headers', label: 'target.headers', hint: 'target.headers-hint', type: 'pairs', isRare: true },
      { name: 'template', label: 'target.template', hint: 'target.template-hint', type: 'area', isRare: true },
      { name: 'content_type', label: 'target.content-type', type: 'text', initial: 'application/json', isRare: true },
      {
        name: 'signing_secret',
        label: 'target.signing-secret',
        hint: 'target.signing-secret-hint',
        type: 'password',
        isRare: true,
      },
    ],
  },
};
