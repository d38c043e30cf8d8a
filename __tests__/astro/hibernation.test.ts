import { describe, expect, it } from '@jest/globals'
import type { Cli } from '../../src/astro/cli.ts'
import { overrideOf } from '../../src/astro/hibernation.ts'
import { overrideArgs, setOverride } from '../../src/astro/override.ts'
import type { HibernationOverride } from '../../src/astro/port.ts'
import { aDeployment } from '../build/deployment.ts'
import { AstroServer } from '../fakes/astro-server.ts'

const UNTIL = '2026-11-20T12:00:00.000Z'
const shown = (override: object | null) => ({ hibernationSpec: { override } })

describe('what overrides the schedule of hibernation', () => {
  it.each<[string, Parameters<typeof overrideOf>[0], HibernationOverride | undefined]>([
    [
      'has an end',
      shown({ isHibernating: false, overrideUntil: '2026-11-20T12:00:00Z', isActive: true }),
      { hibernates: false, until: UNTIL }
    ],
    [
      'may say its end in another time zone',
      shown({ isHibernating: false, overrideUntil: '2026-11-20T14:00:00+02:00' }),
      { hibernates: false, until: UNTIL }
    ],
    ['may have no end', shown({ isHibernating: true, overrideUntil: null }), { hibernates: true }],
    [
      'may have an end that nobody will see',
      shown({ isHibernating: true, overrideUntil: '9999-12-31T23:59:59Z' }),
      { hibernates: true }
    ],
    [
      "may have Go's zero time for none",
      shown({ isHibernating: true, overrideUntil: '0001-01-01T00:00:00Z' }),
      { hibernates: true }
    ],
    ['is over although it is still shown', shown({ isHibernating: true, isActive: false }), undefined],
    ['is none', shown(null), undefined],
    ['is none where nothing is said of hibernation', undefined, undefined]
  ])('%s', (_, spec, expected) => {
    expect(overrideOf(spec)).toEqual(expected)
  })
})

describe('the command line', () => {
  const usual = ['clx1', '--workspace-id', 'ws1', '--force']
  it.each<[string, HibernationOverride | undefined, string[]]>([
    ['wakes it until then', { hibernates: false, until: UNTIL }, ['deployment', 'wake-up', ...usual, '--until', UNTIL]],
    ['sends it to sleep until further notice', { hibernates: true }, ['deployment', 'hibernate', ...usual]],
    ['lets its schedule apply again', undefined, ['deployment', 'wake-up', ...usual, '--remove-override']]
  ])('%s', (_, override, args) => {
    expect(overrideArgs(aDeployment(), override)).toEqual(args)
  })
})

describe('an override is proved by what Astro shows afterwards', () => {
  const astro = new AstroServer()
  const PROD = { id: 'clx1', name: 'prod', workspaceId: 'ws1', status: 'HEALTHY', isDagDeployEnabled: true }
  const set = (exitCode: number, stderr = '') => {
    const cli = { astro: async () => ({ exitCode, stdout: '', stderr }) } as unknown as Cli
    return setOverride({ cli, api: astro.api }, aDeployment(), { hibernates: false, until: UNTIL })
  }

  it('whatever the CLI says', async () => {
    astro.answers({ ...PROD, scalingSpec: shown({ isHibernating: false, overrideUntil: UNTIL, isActive: true }) })
    expect((await set(1)).override).toEqual({ hibernates: false, until: UNTIL })
  })

  it.each([
    ['none', null],
    ['another one', { isHibernating: false, overrideUntil: '2026-11-20T13:00:00Z' }]
  ])('not by exit code 0, if it shows %s', async (_, override) => {
    astro.answers({ ...PROD, scalingSpec: shown(override) })
    await expect(set(0, 'Error: no')).rejects.toThrow(
      'Astro does not show that the hibernation of Deployment prod was overridden (exit code 0): no'
    )
  })

  it('nor that it was removed', async () => {
    astro.answers({ ...PROD, scalingSpec: shown({ isHibernating: false, overrideUntil: UNTIL, isActive: true }) })
    const cli = { astro: async () => ({ exitCode: 1, stdout: '', stderr: 'Error: no' }) } as unknown as Cli
    await expect(setOverride({ cli, api: astro.api }, aDeployment(), undefined)).rejects.toThrow(
      'Astro does not show that the override of the hibernation of Deployment prod was removed (exit code 1): no'
    )
  })
})
