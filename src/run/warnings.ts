import type { Named } from '../airflow/definition.ts'
import { Mistakes } from '../base/errors.ts'
import { type Finding, sentenceOf } from '../base/finding.ts'
import { isOrdinary, isTooShortToMask } from '../base/masks.ts'
import type { Secret } from '../base/secret.ts'
import type { Coverage } from '../coverage/compare.ts'
import { coverageOf } from '../coverage/coverage.ts'
import { patternOf } from '../manifest/pattern.ts'
import { note, type Plan, told } from '../plan/plan.ts'
import { expiring } from './expiring.ts'
import type { RunPorts } from './ports.ts'
import type { PreparedScope, ResolvedRun } from './prepare.ts'

type Unnoted = Omit<ResolvedRun, 'notes'>

/** Ten warnings of a step are shown; one counts the others, and two are about values that masking does not suit. */
const WARNINGS = 7

/** Warns of what will probably go wrong, and of names that DAGs ask for and nobody defines; the notes list all of these. */
export async function warn(resolved: Unnoted, ports: RunPorts, most = WARNINGS): Promise<Plan<never>> {
  const { manifest, warnings } = resolved
  const warning = (finding: Finding) => ports.tell({ kind: 'found', finding })
  for (const finding of unsuitable(resolved)) warning(finding)
  const { missing, unread, notes } = await coverage(resolved, ports)
  const mistakes = manifest.coverage === 'fail' ? [...missing, ...unread.map(one => ({ ...one, hint: UNREAD_HINT }))] : []
  const all: Finding[] = [...warnings, ...(mistakes.length > 0 ? [] : missing)]
  for (const finding of all.slice(0, most)) warning(finding)
  if (all.length > most) warning({ severity: 'warning', message: `… and ${all.length - most} more` })
  if (mistakes.length > 0) throw new Mistakes(mistakes.map(finding => ({ ...finding, severity: 'error' })))
  // Those that had no room are told with the plan.
  const rest = warnings.slice(WARNINGS).map((finding): Finding => ({ ...finding, severity: 'note' }))
  return told(...expiring(resolved), ...rest, ...notes, ...notesOn(unread))
}

const UNREAD_HINT = 'Fix that file, move it out of dags, include and plugins, or set `coverage: warn`.'

/** One note for all of them. */
function notesOn(unread: readonly Finding[]): Finding[] {
  if (unread.length === 0) return []
  const named = unread.slice(0, WARNINGS).map(sentenceOf).join('; ')
  const more = unread.length > WARNINGS ? `; and ${unread.length - WARNINGS} more` : ''
  return [note('DAGs', `were not all read: ${named}${more}`)]
}

/** The sources whose values masking does not suit: one warning for those that are too short, one for those that are too common. */
function unsuitable({ sources }: Unnoted): Finding[] {
  const those = (is: (value: Secret) => boolean) => [...sources].flatMap(([name, value]) => (is(value) ? [name] : [])).join(', ')
  const short = those(value => isTooShortToMask(value) && value.reveal() !== '')
  const common = those(isOrdinary)
  const findings: Finding[] = []
  if (short !== '')
    findings.push({
      severity: 'warning',
      message: `${short}: too short to mask in logs (under four characters)`,
      hint: 'Use a longer secret.'
    })
  if (common !== '')
    findings.push({
      severity: 'warning',
      message: `${common}: an ordinary word or number; it is masked everywhere in this job's log, and job outputs that contain it are dropped`,
      hint: 'If it is not a secret, write it into the manifest. Otherwise use a longer secret.'
    })
  return findings
}

/** The names that DAGs ask for and nobody defines. */
export async function coverage(
  {
    inputs,
    manifest,
    open,
    scopes
  }: Pick<Unnoted, 'inputs' | 'manifest' | 'open'> & { readonly scopes: readonly PreparedScope[] },
  { workspace, signal }: Pick<RunPorts, 'workspace' | 'signal'>
): Promise<Coverage> {
  if (manifest.coverage === 'off' || inputs.undo !== '') return { absent: [], missing: [], unread: [], notes: [] }
  const namesOf = (kind: 'variable' | 'connection') => namesInAll(scopes, kind)
  const defined = { variable: namesOf('variable'), connection: namesOf('connection') }
  const mayDefine = (one: Named) => patternOf(open, one)?.text
  return await coverageOf({ projectDir: inputs.projectDir, defined, mayDefine, workspace, signal })
}

/** Every Deployment runs the same DAGs, so a name that one scope lacks is missing. */
function namesInAll(scopes: readonly PreparedScope[], kind: 'variable' | 'connection'): readonly string[] {
  const [first = [], ...others] = scopes.map(({ entries }) => entries.flatMap(one => (one.kind === kind ? [one.name] : [])))
  return others.reduce((common, names) => {
    const there = new Set(names)
    return common.filter(name => there.has(name))
  }, first)
}
