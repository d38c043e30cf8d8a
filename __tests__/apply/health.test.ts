import { beforeEach, describe, expect, it } from '@jest/globals'
import { applyDeployment } from '../../src/apply/deployment.ts'
import { awaitHealth, unshownDeploy, unshownRestart } from '../../src/apply/health.ts'
import type { DeploymentContext } from '../../src/apply/ports.ts'
import type { Progress } from '../../src/apply/progress.ts'
import type { Deployment } from '../../src/astro/port.ts'
import type { UserError } from '../../src/base/errors.ts'
import type { Tell } from '../../src/plan/event.ts'
import type { DeploymentStep } from '../../src/plan/step.ts'
import { grantsFor, policyText } from '../../src/vault/policy.ts'
import { aCredential, aDeployment, aRecord, readersIn } from '../build/deployment.ts'
import { aScope } from '../build/manifest.ts'
import { OUR_POLICY } from '../build/vault.ts'
import { hastyClock } from '../fakes/clock.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeVault } from '../fakes/vault.ts'

const WIDER = policyText('analytics', grantsFor([aScope(), aScope({ variablesPath: 'old' })]))

let said: FakeLog
let context: DeploymentContext
/** What each look shows; the last of them goes on. */
let looks: (Partial<Deployment> | Error)[]
let asked: number

beforeEach(() => {
  said = new FakeLog()
  asked = 0
  context = {
    astro: {
      async find() {
        const seen = looks[Math.min(asked++, looks.length - 1)] ?? new Error('nobody has to ask')
        if (seen instanceof Error) throw seen
        return aDeployment(seen)
      }
    },
    clock: hastyClock(),
    waitSeconds: 600,
    signal: new AbortController().signal,
    tell: said.tell
  } as unknown as DeploymentContext
})

const status = (...statuses: string[]) => statuses.map(one => ({ status: one }))
const asBefore = (shown = 'HEALTHY'): Progress => ({ deployment: aDeployment({ status: shown }) })
/** After the update of a variable, as the Deployment was shown right after it. */
const restarted = (progress = asBefore(), shown = 'HEALTHY'): Progress => {
  const deployment = aDeployment({ status: shown })
  return { deployment, unshown: unshownRestart(progress, deployment, context) }
}
const NO_VERSION = ''
const shipped = (parts: readonly ('image' | 'dags')[], progress = asBefore(), dags = 'ours'): Progress => ({
  ...progress,
  unshown: unshownDeploy(progress, parts, dags || undefined, context)
})
/** How long it took, in seconds, and what was said of it. */
async function wait(progress: Progress) {
  const begun = context.clock.now()
  const { deployment, isUnsure = false } = await awaitHealth(progress, context)
  return {
    status: deployment.status,
    seconds: Math.round((context.clock.now() - begun) / 1000),
    isUnsure,
    said: said.lines.filter(line => line.includes('the change') && !line.includes('waiting'))
  }
}

const UNKNOWN = (seconds: number) =>
  expect.stringContaining(`Deployment prod showed nothing of the change in the ${seconds} s after it`)

describe('a Deployment that nothing was changed of', () => {
  it.each(['HEALTHY', 'HIBERNATING'])('is waited for until it is %s', async last => {
    looks = status('DEPLOYING', last)
    expect(await wait(asBefore('DEPLOYING'))).toMatchObject({ status: last, said: [] })
  })

  it('is healthy without another look if it was', async () => {
    looks = []
    expect(await wait(asBefore())).toMatchObject({ status: 'HEALTHY' })
  })
})

describe('right after a change, HEALTHY may be the status from before it', () => {
  it.each<[string, () => Progress]>([
    ['an image', () => shipped(['image', 'dags'])],
    ['DAGs whose version Astro did not say', () => shipped(['dags'], asBefore(), NO_VERSION)],
    ['a dbt project, which moves no DAGs', () => shipped([])],
    ['a variable', () => restarted()],
    ['a variable, which was followed by an image', () => shipped(['image', 'dags'], restarted())]
  ])('so it counts once another status was seen: %s', async (_, changed) => {
    looks = status('HEALTHY', 'HEALTHY', 'DEPLOYING', 'HEALTHY')
    expect(await wait(changed())).toMatchObject({ status: 'HEALTHY', said: [] })
    expect(asked).toBe(4)
  })

  it('and one that was seen with the change itself counts, too', async () => {
    looks = status('HEALTHY')
    expect(await wait(restarted(asBefore(), 'DEPLOYING'))).toMatchObject({ seconds: 0, said: [] })
  })

  it('but one that was seen before the last change does not', async () => {
    looks = status('HEALTHY')
    expect(await wait(shipped(['image'], restarted(asBefore(), 'DEPLOYING')))).toMatchObject({ said: [UNKNOWN(93)] })
  })

  it.each<[string, () => Progress, string[]]>([
    ['somebody else has begun', () => shipped(['image'], asBefore('DEPLOYING')), ['DEPLOYING', 'HEALTHY']],
    ['an earlier variable has begun', () => restarted(restarted(asBefore(), 'DEPLOYING'), 'DEPLOYING'), ['DEPLOYING', 'HEALTHY']],
    ['nobody knows of', () => restarted(asBefore('UNKNOWN'), 'DEPLOYING'), ['HEALTHY']],
    ['goes wrong', () => shipped(['image'], asBefore('DEPLOYING')), ['UNHEALTHY', 'UNKNOWN', 'HEALTHY']]
  ])('nor does one that goes on with what %s', async (_, changed, statuses) => {
    looks = status(...statuses)
    expect(await wait(changed())).toMatchObject({ status: 'HEALTHY', isUnsure: true, said: [expect.any(String)] })
  })

  it.each<[string, string[]]>([
    ['begins again after that', ['DEPLOYING', 'HEALTHY', 'DEPLOYING', 'HEALTHY']],
    ['still goes on when no status can be from before', [...Array(20).fill('DEPLOYING'), 'HEALTHY']]
  ])('but one that %s does', async (_, statuses) => {
    looks = status(...statuses)
    expect(await wait(shipped(['image'], asBefore('DEPLOYING')))).toMatchObject({ isUnsure: false, said: [] })
    expect(asked).toBe(statuses.length)
  })

  it.each(['UNKNOWN', 'UNHEALTHY'])('and %s shows nothing of a change', async shown => {
    looks = status('HEALTHY', shown, 'HEALTHY')
    expect(await wait(shipped(['image']))).toMatchObject({ isUnsure: true })
  })

  it('nor does a restart show DAGs that were shipped alone', async () => {
    looks = [{ status: 'DEPLOYING' }, { status: 'DEPLOYING', runningDags: 'theirs' }, { runningDags: 'theirs' }]
    expect(await wait(shipped(['dags'], restarted()))).toMatchObject({ isUnsure: true, said: [expect.any(String)] })
  })

  it('unless it runs the DAGs by now that were shipped alone', async () => {
    looks = [{ runningDags: 'theirs' }, { runningDags: 'ours' }]
    expect(await wait(shipped(['dags']))).toMatchObject({ seconds: 0, said: [] })
    expect(asked).toBe(2)
  })

  it.each<[string, () => Progress]>([
    ['an image', () => shipped(['image', 'dags'])],
    ['a variable', () => shipped(['dags'], restarted())]
  ])('which says nothing about %s', async (_, changed) => {
    looks = [{ runningDags: 'ours' }]
    expect((await wait(changed())).said).toEqual([UNKNOWN(93)])
  })

  it.each<[string, () => Progress, number]>([
    ['30 s, as long as the CLI, for DAGs', () => shipped(['dags']), 33],
    ['90 s for an image', () => shipped(['image']), 93],
    ['90 s for a variable', () => restarted(), 93]
  ])('so where nothing else is shown, it is believed after %s, and a note says so', async (_, changed, seconds) => {
    looks = status('HEALTHY')
    expect(await wait(changed())).toEqual({ status: 'HEALTHY', seconds, isUnsure: true, said: [UNKNOWN(seconds)] })
    expect(said.lines).toContainEqual(expect.stringContaining('still HEALTHY: waiting until Astro shows the change'))
  })

  it('or after `wait-time`, if that is shorter', async () => {
    looks = status('HEALTHY')
    context = { ...context, waitSeconds: 5 }
    expect(await wait(shipped(['image']))).toMatchObject({ status: 'HEALTHY', seconds: 5, said: [UNKNOWN(5)] })
  })

  it('but one that hibernates shows nothing, and is not waited for', async () => {
    looks = status('HIBERNATING')
    const said = [expect.stringContaining('Deployment prod hibernates, so its health says nothing about the change')]
    expect(await wait(shipped(['image']))).toMatchObject({ seconds: 0, isUnsure: true, said })
  })
})

describe('what cannot be undone', () => {
  const credential = aCredential('accessor-0')
  const health: DeploymentStep = { kind: 'health', reason: '' }
  const retire: DeploymentStep = { kind: 'retire', noun: 'secret-id', credential, reason: '' }
  const narrow: DeploymentStep = { kind: 'narrow', name: 'astro_policy', text: OUR_POLICY, seen: WIDER, reason: '' }

  /** How each of the steps ended, what Vault was told to do, and the notes about it. */
  async function carriedOut(progress: Progress) {
    const vault = new FakeVault()
    vault.policies.set('astro_policy', WIDER)
    const lock = { check: async () => {}, save: async () => {}, record: aRecord() }
    const outcomes: string[] = []
    const tell: Tell = event => {
      said.tell(event)
      if (event.kind === 'done') outcomes.push(event.outcome)
    }
    const all = {
      ...context,
      vault,
      lock,
      scope: aScope(),
      readers: async () => readersIn([]),
      tell
    } as unknown as DeploymentContext
    await applyDeployment([health, retire, narrow], progress, all)
    const notes = said.lines.filter(line => line.includes('stays as it is'))
    return { outcomes, isNarrow: vault.policies.get('astro_policy') === OUR_POLICY, notes: notes.length }
  }

  it('is done once the Deployment has been seen healthy after the change', async () => {
    looks = status('DEPLOYING', 'HEALTHY')
    expect(await carriedOut(shipped(['image']))).toEqual({ outcomes: ['done', 'lost', 'done'], isNarrow: true, notes: 0 })
  })

  it.each<[string, number, () => Progress]>([
    ['HEALTHY', 600, () => shipped(['image'])],
    ['HEALTHY', 5, () => restarted()],
    ['HEALTHY', 600, () => shipped(['dags'], asBefore('DEPLOYING'))],
    ['HIBERNATING', 600, () => restarted(asBefore('HIBERNATING'), 'HIBERNATING')]
  ])('is left to a later run where it only goes on to be %s for a wait-time of %d s', async (shown, waitSeconds, changed) => {
    looks = status(shown)
    context = { ...context, waitSeconds }
    const outcomes = ['left-alone', 'left-alone', 'left-alone']
    expect(await carriedOut(changed())).toEqual({ outcomes, isNarrow: false, notes: 2 })
  })

  it.each(['HEALTHY', 'HIBERNATING'])('is done by that one, which changes nothing and finds it %s', async shown => {
    looks = []
    expect(await carriedOut(asBefore(shown))).toMatchObject({ outcomes: ['done', 'lost', 'done'], isNarrow: true })
  })
})

describe('waiting', () => {
  it('ends red when it takes too long, with what the Deployment is', async () => {
    looks = status('HEALTHY', 'UNHEALTHY')
    context = { ...context, waitSeconds: 30 }
    const error = (await wait(shipped(['image'])).catch((failure: unknown) => failure)) as UserError
    expect(error.message).toBe('Deployment prod was not healthy after 30 s; its status is UNHEALTHY')
    expect(error.hint).toContain('raise `wait-time`')
  })

  it('survives a look that fails', async () => {
    looks = [new Error('502'), { status: 'HEALTHY' }]
    expect(await wait(asBefore('DEPLOYING'))).toMatchObject({ status: 'HEALTHY' })
  })

  it('does not survive the end of the run', async () => {
    looks = [new Error('cancelled')]
    context = { ...context, signal: AbortSignal.abort() }
    await expect(wait(asBefore('DEPLOYING'))).rejects.toThrow('cancelled')
  })
})
