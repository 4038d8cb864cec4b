import fc from 'fast-check'

/** Values that servers stumble over. None of them is an email, a SKU or a password. */
export const hostileValues: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e21,
  1e308,
  2 ** 53,
  -(2 ** 31) - 1,
  100_000_001,
  true,
  [],
  {},
  [[]],
  [null],
  { amount: 1 },
  '1',
  'a\u0000b',
  'a\u0007b',
  'tab\tand\nline',
  '\ud800',
  'x\udc00y',
  'é'.repeat(60),
  '👍'.repeat(130),
  'x'.repeat(2500),
  'ﬀﬁ İ ß',
  '‮gnirts',
  "'; drop table users; --",
  '<script>alert(1)</script>',
  '%_\\',
  '{{7*7}}',
  '../../etc/passwd',
  '__proto__',
]

export const hostileValue = fc.constantFrom(...hostileValues)

/** Properties that no operation defines, or that are special in JavaScript. */
export const strangeName = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'a/b~c',
  '',
  'id',
  'version',
  'role',
  'userId',
  'status',
  'Name',
)

/** Texts that are valid wherever one line is. */
export const line = fc.constantFrom(
  'Ada',
  ' trimmed ',
  'Zoë Ünal',
  '北京市',
  '👩‍👩‍👧 & co',
  "O'Brien",
  'a"b\\c',
  '%_',
  'null',
  '1',
)

/** Texts of several lines. */
export const notes = fc.oneof(
  line,
  fc.constantFrom('', '  ', 'ring\ntwice', 'tab\tstop', 'n'.repeat(500), null),
)
