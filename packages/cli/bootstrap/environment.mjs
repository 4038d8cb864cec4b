import path from 'node:path'

// What npm hands to its scripts and its children still need: how to reach a registry. The rest (nodedir,
// prefix, omit, yes …) steers the outer npm only and misleads the inner npm and pnpm.
const kept =
  /^npm_config_(registry|userconfig|globalconfig|cache|cafile|ca|cert|key|proxy|https_proxy|noproxy|strict_ssl)$/i

/**
 * The environment for everything that the bootstrap starts.
 * @param {string[]} folders put first on the PATH, so that `node` and `pnpm` are the ones chosen here
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(folders = []) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { TURBO_TELEMETRY_DISABLED: '1' }
  let inherited = ''
  for (const [name, value] of Object.entries(process.env)) {
    if (!value || isDropped(name)) continue
    // On Windows the variable is usually called Path, and two spellings of it would be two variables.
    if (name.toUpperCase() === 'PATH') inherited = value
    else env[name] = value
    // pnpm reads its own prefix only.
    if (kept.test(name)) env[name.replace(/^npm/i, 'pnpm')] = value
  }
  env['PATH'] = [...folders, inherited].filter(Boolean).join(path.delimiter)
  return env
}

/**
 * NODE_ENV is among them because `production` in the user's shell would leave out half of the dependencies;
 * the commands set it where it matters.
 * @param {string} name
 */
function isDropped(name) {
  return name === 'NODE_ENV' || (/^p?npm_/i.test(name) && !kept.test(name))
}
