import { partsOf } from '../astro/deploy-types.ts'
import type { Finding } from '../base/finding.ts'
import { buildSecretMistakes } from './build-secrets.ts'
import { missingForLogin } from './login.ts'
import { mistake } from './mistake.ts'
import type { InputName, RawInputs } from './schema.ts'

/** What only says what to do with a run. */
const OF_A_RUN = { drift: 'report', 'compare-with': '', undo: '', 'github-environment': '' } as const

/** The inputs that count: doctor, which is no run, takes those of any step. */
export const thatCount = (raw: RawInputs): RawInputs => (raw.mode === 'doctor' ? { ...raw, ...OF_A_RUN } : raw)

/**
 * What a mode needs, and which inputs cannot be combined. Plan and doctor need nothing: they look at what they can see. `whenEmpty` is the
 * hint for an input that is needed and empty.
 */
export function combinationMistakes(raw: RawInputs, whenEmpty: string | undefined): Finding[] {
  const needs = new Map<InputName, string>()
  const need = (name: InputName, why: string) => {
    if (raw[name] === '' && !needs.has(name)) needs.set(name, `is missing or empty; ${why}`)
  }
  if (raw.mode === 'sync' || raw.mode === 'deploy') {
    need('vault-url', `mode ${raw.mode} needs the address of Vault, such as https://vault.example.com:8200`)
  }
  // Doctor is not content without the login that was chosen: that is what may be wrong.
  const isLoginNeeded = raw.mode === 'doctor' ? raw['vault-auth-method'] !== 'token' : raw.mode !== 'plan'
  if (isLoginNeeded) for (const name of missingForLogin(raw)) need(name, `vault-auth-method ${raw['vault-auth-method']} needs it`)
  if (raw['vault-client-key'] !== '') need('vault-client-certificate', 'vault-client-key needs it')
  if (raw['vault-client-certificate'] !== '') need('vault-client-key', 'vault-client-certificate needs it')
  const selectors = (['deployment-id', 'deployment', 'deployment-name', 'deployments'] as const).filter(name => raw[name] !== '')
  if (raw.mode === 'deploy') {
    need('astro-api-token', 'mode deploy needs it')
    if (selectors.length === 0) need('deployment-id', 'mode deploy needs this input, deployment, deployment-name or deployments')
  }
  if (raw.preview !== 'off') {
    if (selectors.length === 0) need('deployment-id', 'a preview needs a base: this input, deployment or deployment-name')
    need('preview-for', 'the event of this workflow is about no branch and no pull request')
  }
  if (raw['deploy-type'] === 'dbt') need('dbt-project', 'deploy-type dbt needs the folder of the dbt project')
  if (raw.mode === 'plan' && raw.drift !== 'report') {
    for (const name of ['vault-url', ...missingForLogin(raw)] as const) need(name, `drift ${raw.drift} compares with Vault`)
    if (raw.drift === 'issue') need('github-token', 'drift issue needs it')
  }
  if (raw['github-environment'] !== '') need('github-token', 'github-environment needs it')
  if (raw['astro-checksum'] !== '') need('astro-version', 'astro-checksum is the checksum of one version')
  return [...[...needs].map(([name, message]) => mistake(name, message, whenEmpty)), ...conflicts(raw, selectors)]
}

/** Undo is for Vault alone. */
export function undoMistakes({ mode, undo }: Pick<RawInputs, 'mode' | 'undo'>): Finding[] {
  if (undo === '' || mode === 'plan' || mode === 'sync') return []
  return [
    mistake('undo', 'works only with mode plan or sync', 'Set `mode: sync`. Airflow reads the old values without a deploy.')
  ]
}

/** Where there is no preview. */
const HINTS: Readonly<Partial<Record<RawInputs['mode'], string>>> = {
  sync: 'Set `mode: deploy`.',
  doctor: 'Remove `preview`, and log in as the workflow of the base does: doctor looks at the Deployment that is selected.'
}

/** A preview is made, or ended, as a whole. */
function previewMistakes({ preview, mode, prune, undo }: RawInputs): Finding[] {
  if (preview === 'off') return []
  const hint = HINTS[mode]
  return [
    ...(hint === undefined ? [] : [mistake('preview', 'works only with mode plan or deploy', hint)]),
    ...(prune === 'off' ? [] : [mistake('preview', 'cannot be combined with `prune`', 'Prune in the run for the base.')]),
    ...(undo === '' ? [] : [mistake('preview', 'cannot be combined with `undo`', 'Undo in a separate run.')])
  ]
}

function conflicts(raw: RawInputs, [selector, ...others]: readonly InputName[]): Finding[] {
  const found: Finding[] = []
  if (raw['vault-auth-method'] === 'approle' && raw['vault-secret-id'] !== '' && raw['vault-wrapped-secret-id'] !== '')
    found.push(mistake('vault-wrapped-secret-id', 'cannot be combined with vault-secret-id', 'Set one of the two.'))
  if (selector !== undefined && others.length > 0)
    found.push(
      mistake(selector, `cannot be combined with ${others.join(' and ')}: each selects a Deployment`, 'Set only one of them.')
    )
  if (raw.canary !== '' && raw.deployments === '')
    found.push(mistake('canary', 'works only with deployments', 'Set `deployments`, or remove `canary`.'))
  if (raw.canary !== '' && raw.mode === 'deploy' && raw['wait-time'] === 0)
    found.push(mistake('canary', 'cannot be combined with `wait-time: 0s`: the run would not wait until it is healthy'))
  if (raw.deployments !== '' && raw.preview !== 'off')
    found.push(mistake('deployments', 'cannot be combined with preview, which has one base', 'Set `deployment` instead.'))
  found.push(...undoMistakes(raw), ...previewMistakes(raw))
  if (raw['github-environment'] !== '' && raw.mode !== 'deploy')
    found.push(mistake('github-environment', `cannot be combined with mode ${raw.mode}, which deploys nothing`))
  if (raw.drift !== 'report' && (raw.mode !== 'plan' || raw.undo !== ''))
    found.push(
      mistake('drift', `${raw.drift} works only with mode plan, and without undo`, 'Other runs restore what they find, and warn.')
    )
  if (raw['compare-with'] !== '' && (raw.mode !== 'plan' || raw.undo !== '' || raw.preview !== 'off'))
    found.push(mistake('compare-with', 'works only with mode plan, and without undo or preview', 'Compare in a run of its own.'))
  if (raw.undo !== '' && raw.prune === 'apply')
    found.push(mistake('undo', 'cannot be combined with `prune: apply`', 'Prune in a separate run.'))
  if (raw['astro-api-url'] !== '' && raw['astro-domain'] !== 'localhost')
    found.push(
      mistake('astro-api-url', 'works only with `astro-domain: localhost`', 'It is meant for tests. Remove it to use Astro.')
    )
  if (raw['image-name'] !== '' && !partsOf(raw['deploy-type']).includes('image'))
    found.push(
      mistake(
        'image-name',
        `cannot be combined with deploy-type ${raw['deploy-type']}, which deploys no image`,
        'Set one of the two.'
      )
    )
  for (const name of ['dbt-project', 'mount-path'] as const)
    if (raw[name] !== '' && raw['deploy-type'] !== 'dbt')
      found.push(mistake(name, 'works only with `deploy-type: dbt`', `Remove \`${name}\`, or set \`deploy-type: dbt\`.`))
  found.push(...buildSecretMistakes(raw))
  return found
}
