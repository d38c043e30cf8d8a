import type { Astro, Deployment, DeploymentRef } from '../../src/astro/port.ts'
import { UserError } from '../../src/base/errors.ts'
import { FakeAstro } from './astro.ts'

/** Several Deployments in memory, each with an id `cl-NAME`. */
export function aFleet(names: readonly string[]) {
  const members = new Map(names.map(name => [name, new FakeAstro('changed', { id: `cl-${name}`, name })]))
  /** Every change of any of them, in order: `a set AIRFLOW__…`. */
  const effects: string[] = []
  let [atWork, most] = [0, 0]
  const of = (ref: DeploymentRef | Deployment): FakeAstro => {
    const wanted = [...members.values()].find(one => ('id' in ref ? one.id === ref.id : one.name === ref.name))
    if (wanted === undefined) throw new UserError(`Deployment ${Object.values(ref)[0]} was not found`)
    return wanted
  }
  const change = async <T>(deployment: Deployment, act: (astro: FakeAstro) => Promise<T>): Promise<T> => {
    const astro = of(deployment)
    const before = astro.effects.length
    atWork += 1
    most = Math.max(most, atWork)
    // Whoever else may begin now, begins.
    for (let turn = 0; turn < 200; turn++) await Promise.resolve()
    try {
      return await act(astro)
    } finally {
      atWork -= 1
      effects.push(...astro.effects.slice(before).map(effect => `${astro.name} ${effect}`))
    }
  }
  const never = async (): Promise<never> => {
    throw new Error('no run about many makes a preview')
  }
  const port: Astro = {
    ready: async () => {},
    named: never,
    withId: never,
    copy: never,
    remove: never,
    test: async () => {},
    find: async ref => await of(ref).find(ref),
    findAll: refs => Promise.allSettled(refs.map(ref => port.find(ref))),
    setVariable: (deployment, ...rest) => change(deployment, astro => astro.setVariable(deployment, ...rest)),
    setOverride: (deployment, ...rest) => change(deployment, astro => astro.setOverride(deployment, ...rest)),
    deploy: (deployment, ...rest) => change(deployment, astro => astro.deploy(deployment, ...rest)),
    arrived: (deployment, mark) => of(deployment).arrived(deployment, mark)
  }
  return { port, effects, mostAtOnce: () => most, member: (name: string) => of({ name }) }
}
