// Who this Masthead is on the network: made once, kept for ever. A new device id would orphan the DVRs that know the old.

import * as z from 'zod';
import { isDeviceId, type DeviceId } from './device-id.ts';

export const identitySchema = z.strictObject({
  device_id: z.string().refine(isDeviceId, 'not a device id'),
  /** Of the UPnP device. */
  uuid: z.uuid(),
  /** Secret: 32 random bytes in hex; signs logins. */
  signing_key: z.string().regex(/^[0-9a-f]{64}$/),
});

export interface Identity {
  readonly device_id: DeviceId;
  readonly uuid: string;
  readonly signing_key: string;
}
