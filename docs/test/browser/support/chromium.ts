import { existsSync } from 'node:fs'
import path from 'node:path'

/** What to do on a machine that has none. */
export const howToGetChromium =
  'install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask chromium; Windows: winget install Google.Chrome), or name one in CHROME_PATH; then npm test -- docs --force'

/**
 * The program of a Chromium, Chrome or Edge of this machine; `undefined` where there is none.
 * @throws Error when CHROME_PATH names none
 */
export function findChromium(): string | undefined {
  const named = process.env['CHROME_PATH']
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH is ${named}: there is no such file.`)
  return named || places().find((file) => existsSync(file))
}

function places(): string[] {
  if (process.platform === 'darwin') return placesOfMac()
  if (process.platform === 'win32') return placesOfWindows()
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/snap/bin']
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => path.join(folder, name)))
}

function placesOfMac(): string[] {
  const names = ['Chromium', 'Google Chrome', 'Microsoft Edge']
  const folders = ['/Applications', path.join(process.env['HOME'] ?? '', 'Applications')]
  return names.flatMap((name) =>
    folders.map((folder) => path.join(folder, `${name}.app/Contents/MacOS/${name}`)),
  )
}

function placesOfWindows(): string[] {
  const programs = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe']
  const folders = [
    process.env['PROGRAMFILES'],
    process.env['PROGRAMFILES(X86)'],
    process.env['LOCALAPPDATA'],
  ].filter((folder) => folder !== undefined)
  return [...programs, 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((program) =>
    folders.map((folder) => path.join(folder, program)),
  )
}
