import { releaseOf } from '../astro/install/release.ts'
import { cliOnPath } from '../astro/program.ts'
import { isNewEnough, OLDEST, TESTED } from '../astro/version.ts'
import { counted } from '../base/counted.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { imageFindings } from '../run/check.ts'
import { NOT_IN_THIS_FOLDER, prepare } from '../run/prepare.ts'
import { coverage } from '../run/warnings.ts'
import { check, failed, lineOf, ok, seen, unknown } from './check.ts'

/** What is in git, and the program that ships it. */

const manifest = check('manifest', ['inputs', 'ports'], ({ inputs, ports }) => {
  const prepared = prepare(inputs, NOT_IN_THIS_FOLDER, ports)
  if (prepared.imported.problems.length > 0) throw new UserError(prepared.imported.problems)
  const names = new Set(prepared.scopes.flatMap(({ entries }) => entries.map(({ kind, name }) => `${kind} ${name}`)))
  const { lines } = ok(`${inputs.manifest} names ${counted(names.size, 'secret')}`, prepared)
  const open = prepared.open.map(({ text }) => ({
    state: 'not looked at' as const,
    message: `no variable here matches ${text}, so nobody knows what that has brought`
  }))
  return { lines: [...lines, ...open], value: prepared }
})

const dags = check('DAGs', ['manifest', 'inputs', 'ports'], async ({ manifest: prepared, inputs, ports }) => {
  if (prepared.manifest.coverage === 'off') return unknown('`coverage: off` in the manifest')
  const { missing, unread, notes } = await coverage(prepared, ports)
  const severity = prepared.manifest.coverage === 'fail' ? 'error' : 'warning'
  const hint = `Add it to ${inputs.manifest} and run \`sync\`, or set \`coverage: off\` if others define it.`
  const found = [...missing.map(finding => ({ ...finding, severity, hint }) as const), ...unread]
  return seen(
    [...found, ...notes].map(finding => lineOf(finding)),
    true,
    'ask for no name that nobody defines'
  )
})

/** A provider that may not work is worth more than a note to whoever asks what is wrong. */
const doubtful = (finding: Finding): Finding => (finding.severity === 'note' ? { ...finding, severity: 'warning' } : finding)

const image = check('image', ['manifest', 'inputs'], ({ manifest: prepared, inputs }) => {
  if (prepared.manifest.astro.providerInstalled) return ok('has the provider, as `astro.provider-installed` says', true)
  if (inputs.imageName !== '') return unknown('it was built elsewhere (`image-name`)')
  const findings = imageFindings(prepared)
  if (findings.some(({ subject }) => subject === 'the image')) return unknown(`${inputs.projectDir} has no Dockerfile`)
  return seen(
    findings.map(finding => lineOf(doubtful(finding))),
    true,
    "installs Airflow's hashicorp provider"
  )
})

const cli = check('CLI', ['inputs', 'ports'], async ({ inputs, ports }) => {
  const found = await cliOnPath(ports.environment, ports.signal)
  if (found === undefined) {
    if (inputs.selection === undefined) return ok('astro is not on PATH, and only a deploy needs it', true)
    releaseOf(TESTED, {}, { platform: process.platform, arch: process.arch })
    return ok('astro is not on PATH: a deploy installs it for itself', true)
  }
  const { version } = found
  if (version === undefined)
    return failed('the astro CLI on PATH does not say its version', 'Install it again, or remove it from PATH.')
  if (isNewEnough(version)) return ok(`astro ${version}`, true)
  const hint = `Install version ${OLDEST} or newer, or set \`astro-version\` to have this action install one.`
  return failed(`the astro CLI on PATH is ${version}, and this action needs ${OLDEST} or newer`, hint)
})

export const PROJECT = [manifest, dags, image, cli]
