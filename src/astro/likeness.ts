import { type Inspected, SETTINGS } from './inspect.ts'

/** In what a copy is not like its base. */
export interface Unlikeness {
  /** What a copy cannot do without, and an update that did nothing leaves out. */
  readonly lacks: readonly string[]
  /**
   * Everything else, with both texts. Astro may say the same in another form, as `1` for `1.0`, or have rules that are younger than the
   * base: nothing that another run could change.
   */
  readonly differs: readonly string[]
}

/** `of`: the base, as people know it. */
export function unlikeness(copy: Inspected, base: Inspected, of: string): Unlikeness {
  const [has, wanted] = [queuesOf(copy), queuesOf(base)]
  const [schedules, all] = [copy, base].map(one => one.hibernation_schedules?.length ?? 0) as [number, number]
  const { executor } = copy.configuration
  const lacks = [
    ...(executor === base.configuration.executor
      ? []
      : [`executor (it has ${executor}, and ${of} ${base.configuration.executor})`]),
    ...[...wanted.keys()].flatMap(name => (has.has(name) ? [] : [`worker queue ${name}`])),
    ...(schedules < all ? [`hibernation schedules (it has ${schedules}, and ${of} ${all})`] : [])
  ]
  const [here, there] = [textsOf(copy), textsOf(base)]
  const differs = [...new Set([...there.keys(), ...here.keys()])].flatMap(key => {
    const [one, other] = [here.get(key), there.get(key)]
    return one === other ? [] : [`${key} is ${one ?? 'not set'} (${of}: ${other ?? 'not set'})`]
  })
  return { lacks, differs }
}

const queuesOf = ({ worker_queues }: Inspected): ReadonlyMap<string, object> =>
  new Map((worker_queues ?? []).map(({ name, ...queue }) => [String(name), queue]))

/** Each by its path in a Deployment file. Astro promises no order of lists. */
function textsOf({ configuration, hibernation_schedules, ...rest }: Inspected): ReadonlyMap<string, string> {
  const schedules = (hibernation_schedules ?? []).map(one => [JSON.stringify(one), one] as const)
  const ordered = schedules.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one)
  const queues = queuesOf({ configuration, ...rest })
  return new Map([
    ...SETTINGS.flatMap(key => leavesOf(key, configuration[key])),
    ...[...queues].flatMap(([name, queue]) => leavesOf(`worker_queues.${name}`, queue)),
    ...ordered.flatMap((one, index) => leavesOf(`hibernation_schedules.${index + 1}`, one))
  ])
}

function leavesOf(key: string, value: unknown): [string, string][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, child]) => leavesOf(`${key}.${name}`, child))
  return value === undefined || value === null || value === '' ? [] : [[key, String(value)]]
}
