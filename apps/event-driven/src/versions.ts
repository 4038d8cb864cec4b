/** Whether a change may be made to this version of a resource (VER-2). */
export type VersionGuard = (version: number) => boolean
