import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { appFolder } from '../run-tool.ts'

const dist = path.join(appFolder, 'dist')

// Code and WebAssembly as they are uploaded, in KiB: without source maps and Swagger UI.

export const nodeSize = () => gzipped(path.join(dist, 'app.cjs'))
export const lambdaSize = () => ofFolder(path.join(dist, 'lambda'))
export const workerSize = () => ofFolder(path.join(dist, 'worker'))

function ofFolder(folder: string): number {
  const code = readdirSync(folder).filter((file) => /\.(m?js|wasm)$/.test(file))
  return code.reduce((sum, file) => sum + gzipped(path.join(folder, file)), 0)
}

function gzipped(file: string): number {
  return Math.ceil(gzipSync(readFileSync(file)).length / 1024)
}
