/** Argon2id with hashes in PHC format. Native where the platform allows it, else WebAssembly: the hashes are the same. */
export interface Passwords {
  hash: (password: string) => Promise<string>
  /** Without a hash (no such account) it takes as long and is false. */
  verify: (passwordHash: string | null | undefined, password: string) => Promise<boolean>
}

/** As the OWASP Password Storage Cheat Sheet has it: 19 MiB, 2 passes, 1 lane. */
export const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 } as const

/** The hash of a password that nobody has. */
export const dummyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$iTSbmkmNHP+r3d1BfxiZxg$Op9a+g4MjyXHbiGb6stgg05FoKzu00lV1vsGUt8L+uE'
