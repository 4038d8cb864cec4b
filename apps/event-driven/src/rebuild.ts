import { createDatabase } from './db/database.ts'
import { DatabaseUnavailableError } from './db/errors.ts'
import { createPool } from './db/pool.ts'
import { ConfigurationError, readDatabaseUrl } from './env.ts'
import { RebuildError, rebuildReadModel } from './read-model/rebuild.ts'

const progressStep = 10_000

// Makes the read model anew: when a projection was wrong, or is to show something else. The app may run meanwhile.
try {
  await rebuild(readDatabaseUrl())
} catch (error) {
  const isExpected = [ConfigurationError, DatabaseUnavailableError, RebuildError].some(
    (kind) => error instanceof kind,
  )
  if (!(isExpected && error instanceof Error)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function rebuild(url: string): Promise<void> {
  const db = createDatabase(createPool({ url, size: 2, name: 'rebuild', onIdleError: () => undefined }))
  const begun = performance.now()
  let events = 0
  const report = (read: number) => {
    if (Math.floor(read / progressStep) > Math.floor(events / progressStep)) console.error(`${read} events …`)
    events = read
  }
  await rebuildReadModel(db, report).finally(() => db.end())
  const milliseconds = Math.round(performance.now() - begun)
  console.log(`The read model was made anew from ${events} events in ${milliseconds} ms.`)
}
