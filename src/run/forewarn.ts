import type { Log } from '../apply/ports.ts'
import { Mistakes } from '../base/errors.ts'
import { type Finding, sentenceOf } from '../base/finding.ts'
import { isTooShortToMask } from '../base/masks.ts'
import { coverageOf } from '../coverage/coverage.ts'
import { type Plan, told } from '../plan/plan.ts'
import type { Job } from './prepare.ts'
import type { World } from './world.ts'

/** Masks every value that was read from outside. */
export function hide({ sources }: Pick<Job, 'sources'>, log: Log): void {
  for (const source of sources.values()) log.mask(source)
}

/** Warns of what will probably go wrong. Gives notes for the plan. */
export async function forewarn(job: Job, world: World): Promise<Plan<never>> {
  warnOfShort(job, world)
  return await cover(job, world)
}

/** GitHub shows ten warnings of a step; one counts the others, and one is about short values. */
const WARNINGS = 8

/** Once for all that is too short to be masked. */
function warnOfShort({ sources }: Job, { log }: World): void {
  const short = [...sources].filter(([, value]) => isTooShortToMask(value) && value.reveal() !== '').map(([name]) => name)
  if (short.length > 0)
    log.warning(`${short.join(', ')}: too short to be hidden in logs (under four characters); use a longer secret`)
}

/** Warns about the manifest, and about names that DAGs ask for and nobody defines; of these the notes have the whole list. */
async function cover({ inputs, entries, warnings }: Job, { log, environment, signal }: World): Promise<Plan<never>> {
  const namesOf = (kind: 'variable' | 'connection') => entries.flatMap(entry => (entry.kind === kind ? [entry.name] : []))
  const defined = { variable: namesOf('variable'), connection: namesOf('connection') }
  const looks = inputs.coverage !== 'off' && inputs.undo === ''
  const { missing, notes } = looks
    ? await coverageOf({ projectDir: inputs.projectDir, defined, environment, signal })
    : { missing: [], notes: [] }
  const mistakes = inputs.coverage === 'fail' ? missing : []
  const all: Finding[] = [...warnings, ...(mistakes.length > 0 ? [] : missing)]
  for (const finding of all.slice(0, WARNINGS)) log.warning(sentenceOf(finding), finding.place)
  if (all.length > WARNINGS) log.warning(`… and ${all.length - WARNINGS} more`)
  if (mistakes.length > 0) throw new Mistakes(mistakes)
  return told(...notes)
}
