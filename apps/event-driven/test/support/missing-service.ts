/** Says why something is not tested here; where every service has to be there, that is a failure. */
export function missingService(reason: string): undefined {
  if (process.env['ROSETTA_SERVICES'] === 'required') throw new Error(reason)
  console.warn(`Not tested: ${reason}.`)
}
