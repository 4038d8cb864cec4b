import { fileURLToPath } from 'node:url'

/** The tables that this app has besides the shared ones. */
export const migrations = [fileURLToPath(new URL('../../migrations', import.meta.url))]
