import { type AppLauncher, runCli } from '../src/cli.ts'

/** Runs the command line with its output caught. */
export async function runCommand(
  argv: readonly string[],
  options: { apps?: Record<string, AppLauncher>; variables?: Record<string, string> } = {},
) {
  let stdout = ''
  let stderr = ''
  const code = await runCli(argv, options.apps, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    variables: options.variables ?? {},
  })
  return { code, stdout, stderr }
}
