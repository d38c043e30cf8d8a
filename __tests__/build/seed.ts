/** What all that is drawn at random follows from: the same in every run, unless the environment has a `SEED`, as it has at night. */
export const SEED = Number(process.env['SEED'] || 1)
