/** Texts that have broken servers: as a bound value, in a pattern, as a name, in a log, by their length. */
export const hostileTexts = [
  'a\u0000b',
  '\ud800',
  "'; DROP TABLE users; --",
  "' OR '1'='1",
  '\\',
  '%',
  '{{7*7}}',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\r\nX-Injected: 1',
  '\u202e😀\u0301',
  'constructor',
  '__proto__',
  '-1',
  '1e309',
  'NaN',
  'x'.repeat(5000),
]

/** A few of them, for operations that hash a password each time. */
export const fewTexts = hostileTexts.slice(0, 4)

/** Values of other types than text. */
export const hostileValues = [null, true, 0, -1, 1.5, 1e308, [], ['x'], {}, { $ne: null }, { length: 5 }]

/** What can stand in a header field. */
export const hostileFields = [
  "'; --",
  '"',
  'W/"',
  '""',
  '*, *',
  ', ,',
  '%00',
  'é\u00ff',
  '-1',
  '9'.repeat(400),
  'x'.repeat(5000),
]

/** Query strings that are hardly any. */
export const hostileQueries = [
  '%',
  '%ZZ',
  'search=%',
  'search=%C0%80',
  'search=%ED%A0%80',
  'search=%00',
  'search',
  '&&&=&',
  '=',
  'limit',
  '__proto__[limit]=1',
  'search[]=a&search[b]=c',
  'search[[[[[[[[[[=1',
  `${'a&'.repeat(3000)}search=b`,
]
