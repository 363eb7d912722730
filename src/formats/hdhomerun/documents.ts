// The documents of an HDHomeRun's HTTP interface: who it is, and what its tuners do.

import type { DeviceId } from '../../model/device-id.ts';
import { escapeXml } from './xml.ts';

/**
 * A network tuner for antenna television. A model with "HDTC" in it would make Jellyfin ask for transcoding profiles
 * that nobody offers.
 */
export const MODEL = { number: 'HDHR5-4US', firmware: 'hdhomerun5_atsc', version: '20260401' } as const;

export interface DeviceFacts {
  readonly friendlyName: string;
  readonly deviceId: DeviceId;
  /** Absolute, without a trailing slash. */
  readonly baseUrl: string;
  readonly tunerCount: number;
}

/** `/discover.json`, keys in a device's order. */
export function discoverDocument({ friendlyName, deviceId, baseUrl, tunerCount }: DeviceFacts): object {
  return {
    FriendlyName: friendlyName,
    ModelNumber: MODEL.number,
    FirmwareName: MODEL.firmware,
    FirmwareVersion: MODEL.version,
    DeviceID: deviceId,
    DeviceAuth: 'masthead',
    BaseURL: baseUrl,
    LineupURL: `${baseUrl}/lineup.json`,
    TunerCount: tunerCount,
  };
}

/** `/lineup_status.json`: there is nothing to scan for, and Plex insists on hearing so. */
export const LINEUP_STATUS = {
  ScanInProgress: 0,
  ScanPossible: 1,
  Source: 'Antenna',
  SourceList: ['Antenna', 'Cable'],
} as const;

export interface TunerFacts {
  readonly index: number;
  /** `undefined` while the tuner is free. */
  readonly playing?: { readonly number: string; readonly name: string; readonly address: string };
}

/** `/status.json`, a row per tuner. */
export function statusDocument(tuners: readonly TunerFacts[]): object[] {
  return tuners.map(({ index, playing }) => ({
    Resource: `tuner${index}`,
    ...(playing && {
      VctNumber: playing.number,
      VctName: playing.name,
      SignalStrengthPercent: 100,
      SignalQualityPercent: 100,
      SymbolQualityPercent: 100,
      TargetIP: playing.address,
    }),
  }));
}

/** `/device.xml`, where SSDP points to. @param uuid without `uuid:` */
export function deviceXml({ friendlyName, deviceId, baseUrl }: DeviceFacts, uuid: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<root xmlns="urn:schemas-upnp-org:device-1-0">
<specVersion><major>1</major><minor>0</minor></specVersion>
<URLBase>${escapeXml(baseUrl)}</URLBase>
<device>
<deviceType>urn:schemas-upnp-org:device:MediaServer:1</deviceType>
<friendlyName>${escapeXml(friendlyName)}</friendlyName>
<manufacturer>Silicondust</manufacturer>
<modelName>${MODEL.number}</modelName>
<modelNumber>${MODEL.number}</modelNumber>
<serialNumber>${deviceId}</serialNumber>
<UDN>uuid:${uuid}</UDN>
</device>
</root>
`;
}
