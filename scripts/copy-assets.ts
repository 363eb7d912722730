// The compiler carries over code only: this copies everything else that lies under src/ to the same place in dist/.

import { cpSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [src, dist] = ['../src', '../dist'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
if (src && dist) {
  cpSync(src, dist, { recursive: true, filter: (path) => statSync(path).isDirectory() || !path.endsWith('.ts') });
}
