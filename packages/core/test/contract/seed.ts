/** Parameters of a property test: `SCM_SEED` repeats a run, else the seed is random; either way it is printed. */
export function seeded(runs = 300): { readonly seed: number; readonly numRuns: number } {
  const given = Number(process.env['SCM_SEED'])
  const seed = Number.isInteger(given) && given !== 0 ? given : Math.floor(Math.random() * 2 ** 31)
  console.log(`seed ${seed} (repeat with SCM_SEED=${seed})`)
  return { seed, numRuns: runs }
}
