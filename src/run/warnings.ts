import { Mistakes } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { isTooShortToMask } from '../base/masks.ts'
import { coverageOf } from '../coverage/coverage.ts'
import { type Plan, told } from '../plan/plan.ts'
import type { Job } from './prepare.ts'
import type { World } from './world.ts'

type Resolved = Omit<Job, 'notes'>

/** GitHub shows ten warnings of a step; one counts the others, and one is about short values. */
const WARNINGS = 8

/** Warns of what will probably go wrong, and of names that DAGs ask for and nobody defines; of these the notes have the whole list. */
export async function warn(job: Resolved, world: World): Promise<Plan<never>> {
  const { manifest, warnings } = job
  const warning = (finding: Finding) => world.tell({ kind: 'found', finding })
  for (const finding of tooShort(job)) warning(finding)
  const { missing, notes } = await coverage(job, world)
  const mistakes = manifest.coverage === 'fail' ? missing : []
  const all: Finding[] = [...warnings, ...(mistakes.length > 0 ? [] : missing)]
  for (const finding of all.slice(0, WARNINGS)) warning(finding)
  if (all.length > WARNINGS) warning({ severity: 'warning', message: `… and ${all.length - WARNINGS} more` })
  if (mistakes.length > 0) throw new Mistakes(mistakes.map(finding => ({ ...finding, severity: 'error' })))
  return told(...notes)
}

/** One for all of them. */
function tooShort({ sources }: Resolved): Finding[] {
  const short = [...sources].filter(([, value]) => isTooShortToMask(value) && value.reveal() !== '').map(([name]) => name)
  if (short.length === 0) return []
  const message = `${short.join(', ')}: too short to hide in logs (under four characters)`
  return [{ severity: 'warning', message, hint: 'Use a longer secret.' }]
}

async function coverage({ inputs, manifest, entries }: Resolved, { environment }: World) {
  if (manifest.coverage === 'off' || inputs.undo !== '') return { missing: [], notes: [] }
  const namesOf = (kind: 'variable' | 'connection') => entries.flatMap(entry => (entry.kind === kind ? [entry.name] : []))
  const defined = { variable: namesOf('variable'), connection: namesOf('connection') }
  return await coverageOf({ projectDir: inputs.projectDir, defined, environment })
}
