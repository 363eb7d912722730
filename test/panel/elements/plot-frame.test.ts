import { expect, test } from 'vitest';
import { withoutRepeats } from '../../../panel/elements/plot-frame.ts';

test('lines of a grid that are named alike are named once, also with nameless ones between', () => {
  expect(withoutRepeats(['12:00', '12:00', '12:01', '12:01'])).toEqual(['12:00', '', '12:01', '']);
  expect(withoutRepeats(['0 kbit/s', '', '0 kbit/s', '1 kbit/s'])).toEqual(['0 kbit/s', '', '', '1 kbit/s']);
});
