// Accounts on the disk of a test: `admin`, and `ada`, a member who is logged in and has a token.

import { readFileSync, writeFileSync } from 'node:fs';
import { createAccounts, type Accounts, type AccountsOptions } from '../../src/accounts/accounts.ts';
import type { Role } from '../../src/model/person.ts';
import type { RunningLan } from './lan-server.ts';

export const ADA = 'u00000000ada0';
const ADAS_PASSWORD = 'ada likes engines';
const HOME = { address: '192.168.1.30', userAgent: 'Kodi' };

export async function accountsWithAda(options: AccountsOptions): Promise<Accounts> {
  const made = await createAccounts(options);
  if (options.adminPassword === '') return made;
  const { id } = await made.people.add({ name: 'Ada', role: 'member', password: ADAS_PASSWORD });
  const text = readFileSync(options.file, 'utf8').replaceAll(id, ADA); // an id that the cases can name
  writeFileSync(options.file, text);
  const accounts = await createAccounts(options);
  await accounts.logIn({ name: 'Ada', password: ADAS_PASSWORD }, HOME);
  await accounts.apiTokens.add({ personId: ADA, name: 'Wall', scopes: ['read'], expiresAt: null });
  return accounts;
}

/** @returns the token of a new login of Ada's, in this role */
export async function tokenAs({ rooms }: RunningLan, role: Role): Promise<string> {
  await rooms.accounts.people.patch(ADA, { role });
  return (await rooms.accounts.logIn({ name: 'Ada', password: ADAS_PASSWORD }, HOME)).token;
}
