import { copyFile, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { build } from 'esbuild'
import { copySwaggerUi } from './copy-swagger-ui.ts'
import { appFolder } from './run-tool.ts'
import { withoutLocales } from './without-locales.ts'

const folder = path.join(appFolder, 'dist/lambda')

/**
 * The archive of both functions: one file of code, the WebAssembly of Argon2, Swagger UI. No node_modules, nothing native.
 * @returns what a template may name as handlers, such as `index.handler`
 */
export async function bundleLambda(): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const wasm = createRequire(import.meta.url).resolve('@phi-ag/argon2/argon2.wasm')
  const [{ metafile }] = await Promise.all([
    build({
      absWorkingDir: appFolder,
      entryPoints: ['src/lambda.ts'],
      outfile: path.join(folder, 'index.mjs'),
      bundle: true,
      plugins: [withoutLocales],
      platform: 'node',
      target: 'node24',
      format: 'esm',
      // Names and lines stay: they are what an error shows. With --enable-source-maps every cold start would read the map,
      // and every instance that has an error to show would first take it apart: in an outage that is all of them.
      minifySyntax: true,
      sourcemap: true,
      sourcesContent: false,
      logLevel: 'warning',
      metafile: true,
      // pg is CommonJS and asks for modules of Node.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    }),
    copyFile(wasm, path.join(folder, 'argon2.wasm')),
    copySwaggerUi(path.join(folder, 'assets')),
  ])
  return Object.entries(metafile.outputs).flatMap(([file, { exports }]) =>
    exports.map((name) => `${path.parse(file).name}.${name}`),
  )
}
