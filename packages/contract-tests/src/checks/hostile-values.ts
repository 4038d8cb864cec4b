/** Texts that have broken servers: as a bound value, in a pattern, as a name, in a log, by their length. */
export const hostileTexts = [
  'a\u0000b',
  '\ud800',
  "'; DROP TABLE users; --",
  '\\',
  '%',
  '__proto__',
  '-1',
  'x'.repeat(5000),
]

/** A few of them, for operations that hash a password each time. */
export const fewTexts = hostileTexts.slice(0, 3)

/** Values of other types than text. */
export const hostileValues = [null, 1.5, 1e308, [], {}, { $ne: null }]

/** What can stand in the place of an id in a path. */
export const hostileIds = [
  'a\u0000b',
  "' OR '1'='1",
  '%',
  '../../etc/passwd',
  'constructor',
  '1e309',
  'x'.repeat(3000),
]

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
  'x'.repeat(1500),
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
  `${'a&'.repeat(500)}search=b`,
]
