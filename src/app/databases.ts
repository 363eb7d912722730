// Every database in the data folder outside its cache, with the steps that bring an older one up to date.

import { AUDIT_MIGRATIONS } from '../accounts/audit/audit.ts';
import { VIEWING_MIGRATIONS } from '../accounts/viewing/schema.ts';
import { ALERT_MIGRATIONS } from '../alerts/database.ts';
import { CATALOGUE_MIGRATIONS } from '../catalogue/schema.ts';
import { GUIDE_MIGRATIONS } from '../guide/schema.ts';
import { HEALTH_MIGRATIONS } from '../health/schema.ts';
import { ANSWER_MIGRATIONS } from '../http/api/answer-book.ts';
import { LIBRARY_MIGRATIONS } from '../library/schema.ts';
import { LINEUP_MIGRATIONS } from '../lineup/schema.ts';
import type { Paths } from '../storage/paths.ts';
import type { Upgradable } from '../sync/upgrade.ts';

export const databasesIn = (paths: Paths): readonly Upgradable[] => [
  { file: paths.catalogue, migrations: CATALOGUE_MIGRATIONS },
  { file: paths.guide, migrations: GUIDE_MIGRATIONS },
  { file: paths.lineup, migrations: LINEUP_MIGRATIONS },
  { file: paths.library, migrations: LIBRARY_MIGRATIONS },
  { file: paths.health, migrations: HEALTH_MIGRATIONS },
  { file: paths.alerts, migrations: ALERT_MIGRATIONS },
  { file: paths.viewing, migrations: VIEWING_MIGRATIONS },
  { file: paths.audit, migrations: AUDIT_MIGRATIONS },
  { file: paths.answers, migrations: ANSWER_MIGRATIONS },
];
