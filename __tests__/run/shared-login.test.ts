import { describe, expect, it, jest } from '@jest/globals'
import { BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import { sample } from '../build/seed.ts'
import { FakeAstro } from '../fakes/astro.ts'
import { Fate, meanwhile, undisturbed } from '../fakes/mortal.ts'
import { FakeVault } from '../fakes/vault.ts'
import { type Outcome, Workplace } from '../fakes/workplace.ts'

/** Jobs of a matrix, each for one Deployment, and all with one role: Astro says which namespace is theirs. */

jest.setTimeout(120_000)

const JWT = { audience: 'vault', 'token-path': '/token' }
const manifest = (jwt: object = {}) => ({
  astro: { 'provider-installed': true },
  variables: { greeting: 'Hello' },
  connections: {},
  runtime: { jwt: { ...JWT, ...jwt } }
})
const ISSUER = 'https://oidc.example.com/1'
const ROLE = 'astro-jwt/astro_role'
const INPUTS = { deployType: 'none', waitSeconds: 0 } as const

function aJob(vault: FakeVault, name: string, { issuer = ISSUER, ...jwt }: { issuer?: string; namespaces?: string[] } = {}) {
  const place = new Workplace(manifest(jwt))
  place.vault = vault
  place.astro = new FakeAstro('changed', { id: `cl${name}`, name })
  place.astro.cluster = { issuer, namespace: name }
  const run = (fate: Fate = undisturbed()): Promise<Outcome> => place.run({ ...INPUTS, selection: { id: `cl${name}` } }, fate)
  const isLetIn = () => {
    const claims = vault.roles.get(ROLE)?.fields['bound_claims'] as Record<string, string[]> | undefined
    const isBelieved = vault.authConfigs.get('astro-jwt')?.['bound_issuer'] === issuer
    return isBelieved && claims?.['/kubernetes.io/namespace']?.includes(name) === true
  }
  return { name, run, isLetIn, place, hasKwargs: () => place.astro.variables.has(BACKEND_KWARGS) }
}

type Job = ReturnType<typeof aJob>

/** A Deployment that logs in by the shared role can; if it cannot, a run has said so. */
function expectNobodyLockedOut(jobs: readonly Job[], errors: readonly string[], moment: string): void {
  const lockedOut = jobs.filter(job => job.hasKwargs() && !job.isLetIn() && !errors.some(error => error.includes(job.name)))
  expect({ moment, lockedOut: lockedOut.map(({ name }) => name), errors: lockedOut.length > 0 ? errors : [] }).toEqual({
    moment,
    lockedOut: [],
    errors: []
  })
}

const textOf = ({ error }: Outcome) => (error === undefined ? '' : String(error))

describe.each<[string, { issuer?: string; namespaces?: string[] }]>([
  ['of two namespaces', {}],
  ['of two clusters', { issuer: 'https://oidc.example.com/2', namespaces: ['alpha', 'beta'] }]
])('two first deploys %s with one role', (_, difference) => {
  const both = () => {
    const vault = new FakeVault()
    return {
      alpha: aJob(vault, 'alpha', difference.namespaces && { namespaces: difference.namespaces }),
      beta: aJob(vault, 'beta', difference)
    }
  }

  it('lock nobody out without a word, wherever the second one begins and ends', async () => {
    const whole = new Fate((_, act) => act())
    expect(await both().alpha.run(whole)).toMatchObject({ error: undefined })
    for (const { number, name } of whole.calls)
      for (const phase of ['before', 'after'] as const) {
        const { alpha, beta } = both()
        const outcomes: Outcome[] = []
        outcomes.push(await alpha.run(new Fate(meanwhile(number, phase, async () => void outcomes.push(await beta.run())))))
        expectNobodyLockedOut([alpha, beta], outcomes.map(textOf), `${phase} call ${number}, ${name}`)
      }
  })

  it('lock nobody out without a word, whoever of them stands still when', async () => {
    const whole = new Fate((_, act) => act())
    expect(await both().alpha.run(whole)).toMatchObject({ error: undefined })
    const moments = whole.calls.flatMap(one => whole.calls.map(other => [one, other] as const))
    for (const [one, other] of sample(moments, 60, 'stands still')) {
      const { alpha, beta } = both()
      const stopped = aGate()
      const goesOn = aGate()
      let late: Promise<Outcome> | undefined
      const outcome = await alpha.run(
        new Fate(
          meanwhile(one.number, 'before', async () => {
            const stop = meanwhile(other.number, 'before', () => {
              stopped.open()
              return goesOn.passed
            })
            late = beta.run(new Fate(stop))
            await Promise.race([stopped.passed, late])
          })
        )
      )
      goesOn.open()
      const outcomes = [outcome, ...(late === undefined ? [] : [await late])]
      const moment = `before call ${one.number}, ${one.name}, and ${other.number}, ${other.name}`
      expectNobodyLockedOut([alpha, beta], outcomes.map(textOf), moment)
    }
  })
})

function aGate() {
  let open = () => {}
  const passed = new Promise<void>(resolve => {
    open = resolve
  })
  return { passed, open }
}
