import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { appFolder } from './run-tool.ts'
import { withoutLocales } from './without-locales.ts'

/**
 * What V8 made of the code is written down at the end of the process, in NODE_COMPILE_CACHE or the folder for temporary
 * files, and found by the next one. Nothing is imported: to give an ECMAScript module the exports of `node:http`, Node
 * reads every one of them, and loads its own client for HTTP before anybody has asked for it.
 */
const entry = `const { createRequire, enableCompileCache } = process.getBuiltinModule('node:module')
enableCompileCache()
createRequire(import.meta.url)('./app.cjs')
`

/**
 * The Node process in one file as well: Drizzle and zod are hundreds of them, and opening those is most of what a start
 * from node_modules takes. What is native or gives out files of its own stays outside. `dist/server.js` starts it.
 */
export async function bundleNode(): Promise<void> {
  await build({
    absWorkingDir: appFolder,
    entryPoints: ['src/server.ts'],
    outfile: 'dist/app.cjs',
    bundle: true,
    external: ['@node-rs/argon2', 'swagger-ui-dist', 'pg-native'],
    plugins: [withoutLocales],
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // Each start reads the whole text, a quarter of which was indentation. Names and short lines stay: they are what an
    // error shows, without a source map, which would be read at each start as well.
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 120,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  })
  await writeFile(path.join(appFolder, 'dist/server.js'), entry)
}
