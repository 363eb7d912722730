// Hands the rules what they need of the rooms.

import { Rules } from '../sync/rules.ts';
import { ownLogoFolder } from './logos.ts';
import type { Rooms } from './rooms.ts';

type Parts = Pick<Rooms, 'libraryBuilder' | 'lineup' | 'paths' | 'providers' | 'reads' | 'rules' | 'settings' | 'sync'>;

export function openRules({ paths, reads, lineup, providers, settings, sync, rules, libraryBuilder }: Parts): Rules {
  return new Rules({
    store: rules,
    paths,
    pool: reads,
    providers,
    lineup,
    settings: () => settings.current.lineup,
    ownLogos: () => ownLogoFolder(settings.current, paths),
    rebuild: () => {
      void libraryBuilder.catchUp();
      return sync.showDecided();
    },
  });
}
