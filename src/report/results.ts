import { sentenceOf } from '../base/finding.ts'
import { shortened } from '../base/visible.ts'
import type { Journal } from './journal.ts'

/** A job may have 1 MiB of outputs in all, counted in UTF-16; `outputs.ts` takes most of it. */
const LONGEST = 150_000
const LONGEST_ERROR = 300

/** The output `results`: what came of each Deployment, as JSON. Of very many, errors are left out. */
export function resultsOf({ results }: Pick<Journal, 'results'>): string {
  const all = results.map(({ target, outcome, findings: [first], changed, deployed }) => ({
    ...(target.key === undefined ? {} : { deployment: target.key }),
    id: target.id,
    name: target.name,
    outcome,
    changed,
    deployed,
    ...(target.credential === undefined ? {} : { 'secret-id-accessor': target.credential }),
    ...(first === undefined ? {} : { error: shortened(sentenceOf(first), LONGEST_ERROR) })
  }))
  const whole = JSON.stringify(all)
  return whole.length <= LONGEST ? whole : JSON.stringify(all.map(({ error: _, ...rest }) => rest))
}
