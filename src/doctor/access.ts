import { allOf, counted } from '../base/counted.ts'
import { type Finding, saidOf } from '../base/finding.ts'
import { addressProblems, addressWarnings } from '../run/addresses.ts'
import { askPermissions } from '../run/permissions.ts'
import { complete } from '../run/prepare.ts'
import { readHere, readThere } from '../run/values.ts'
import { check, lineOf, ok, seen, unknown } from './check.ts'

/** What the pipeline may do in Vault, and what it knows. */

const login = check('login', ['namespace', 'credentials', 'ports'], async ({ credentials, ports }) => {
  const { vault } = await ports.openVault(credentials)
  const asked = await vault.capabilities(['sys/health'])
  const said = asked === undefined ? ', and may not ask what it may do' : ''
  return ok(`with ${credentials.login.method}${said}`, vault)
})

const permissions = check('permissions', ['login', 'manifest', 'inputs', 'ports'], async ({ login, manifest, inputs }) => {
  const found: Finding[] = []
  const mode = inputs.astro !== undefined && inputs.selection !== undefined ? 'deploy' : 'sync'
  const prepared = { ...manifest, inputs: { ...inputs, mode } as const }
  const allow = await askPermissions(prepared, login, {
    tell: event => void (event.kind === 'found' && found.push(event.finding)),
    advice: 'warning'
  })
  const unasked = found.find(({ severity }) => severity === 'note')
  if (unasked !== undefined) return unknown(saidOf(unasked))
  allow('all')
  return seen(
    found.map(finding => lineOf(finding)),
    true,
    `enough for mode ${mode}`
  )
})

const airflowUrl = check('airflow-url', ['manifest', 'credentials', 'inputs'], ({ manifest: { manifest }, inputs }) => {
  const deployed = { ...inputs, mode: inputs.astro === undefined ? 'plan' : 'deploy' } as const
  const findings = [...addressProblems(deployed, manifest), ...addressWarnings(inputs, manifest)]
  const { airflowUrl = inputs.vault?.url } = manifest.vault
  return seen(
    findings.map(finding => lineOf(finding)),
    true,
    `Airflow is going to ask ${airflowUrl}`
  )
})

/** A value that is not here is compared nowhere; that is no error where nothing is written, and no tick either. */
const values = check('values', ['login', 'manifest', 'ports'], async ({ login, manifest, ports }) => {
  const resolved = complete(manifest, await readHere(manifest, ports), await readThere(manifest, login, ports))
  const wanted = resolved.scopes.flatMap(({ wanted }) => wanted)
  const lacking = wanted.filter(({ data }) => data === undefined).length
  const all = counted(wanted.length, 'value')
  const value = { ...resolved, notes: { steps: [], findings: [] } }
  if (lacking === 0) return ok(`${allOf(wanted.length, 'value')} ${wanted.length === 1 ? 'is' : 'are'} known here`, value)
  return { ...unknown(`${lacking} of ${all} ${lacking === 1 ? 'is' : 'are'} not known here`), value }
})

export const ACCESS = [login, airflowUrl, permissions, values]
