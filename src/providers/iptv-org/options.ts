import { defaultIptvOrgOptions, type IptvOrgOptions } from '../../model/iptv-org-options.ts';
import type { ProviderSettings } from '../../model/provider.ts';

export const optionsOf = ({ options }: ProviderSettings): IptvOrgOptions =>
  options?.kind === 'iptv-org' ? options : defaultIptvOrgOptions;
