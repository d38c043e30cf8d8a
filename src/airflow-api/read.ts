import * as z from 'zod/mini'
import { connIdProblem } from '../airflow/names.ts'
import { readConnections } from '../imports/airflow-files.ts'
import { ImportCollector, type Imported } from '../imports/collector.ts'
import { jsonText } from '../imports/json-text.ts'
import { MASKED } from '../imports/masked.ts'
import { Mapping, type Pair, Plain, parseTree, type Tree } from '../imports/tree.ts'
import { type Api, type Listed, listAll } from './api.ts'
import { AirflowError } from './service.ts'

const text = z.optional(z.nullable(z.string()))

/** Airflow 2 never gives the password, and `extra` only of a single connection. */
const CONNECTION = z.object({
  connection_id: z.string(),
  conn_type: text,
  description: text,
  host: text,
  login: text,
  schema: text,
  port: z.optional(z.nullable(z.number())),
  password: text,
  extra: text,
  team_name: text
})

const VARIABLE = z.object({ key: z.string(), value: text, team_name: text })

type Fields = z.output<typeof CONNECTION>

/**
 * All connections and variables in Airflow's database, as far as Airflow shows them: `MASKED` stands for the rest. Airflow 2 hides
 * passwords and secret keys of `extra`; Airflow 3 hides values of variables with a secret name, too. `place` names Airflow in messages.
 */
export async function readAirflow(api: Api, place: string): Promise<Imported> {
  const collector = new ImportCollector(place)
  const listed = await listAll(api, {
    list: 'connections',
    entry: CONNECTION,
    nameOf: one => one.connection_id,
    order: 'connection_id'
  })
  const connections = api.airflow === 3 ? [...listed.found.values()] : await wholeOf(api, collector, [...listed.found.values()])
  const variables = await listAll(api, { list: 'variables', entry: VARIABLE, nameOf: ({ key }) => key, order: 'key' })
  refuseUntold(collector, 'connections', listed)
  refuseUntold(collector, 'variables', variables)

  const ours = connections.filter(one => !isOfTeam(collector, `connection ${one.connection_id}`, one))
  readConnections(collector, new Mapping(ours.map(one => pair(one.connection_id, treeOf(one)))))
  if (api.airflow === 2 && ours.length > 0)
    collector.warn(
      NO_LINE,
      'Airflow 2 does not show which connections have a password, so each has one in the manifest; where there is none, delete its line `password:` with `env:` below it'
    )
  for (const one of variables.found.values()) {
    if (isOfTeam(collector, `variable ${one.key}`, one)) continue
    if (typeof one.value !== 'string')
      collector.problem(NO_LINE, `variable ${one.key} has no value, or Airflow cannot decrypt it; delete it, or set it again`)
    else collector.variable(one.key, NO_LINE, api.airflow === 3 ? compact(one.value) : one.value)
  }
  return collector
}

/** What Airflow answers has no lines. */
const NO_LINE = 0

function refuseUntold(collector: ImportCollector, list: string, { found, counted }: Listed<unknown>): void {
  if (counted > found.size) collector.problem(NO_LINE, `Airflow counts ${counted} ${list} and shows ${found.size}`)
}

/** The connections of Airflow 2, each asked for by itself: only then does it show `extra`. */
async function wholeOf(api: Api, collector: ImportCollector, listed: readonly Fields[]): Promise<readonly Fields[]> {
  const asked = listed.map(async (one): Promise<readonly Fields[]> => {
    const id = one.connection_id
    // Vault could not have it; and Airflow would not find a `/`.
    if (connIdProblem(id) !== undefined) return [one]
    try {
      const whole = await api.get({ path: `/connections/${id}`, about: `connection ${id}`, shape: CONNECTION })
      return [{ ...whole, password: MASKED }]
    } catch (error) {
      if (!(error instanceof AirflowError && OF_ONE.includes(error.status))) throw error
      collector.problem(NO_LINE, `connection ${id} is in the list, but Airflow answered ${error.status} to the request for it`)
      return []
    }
  })
  return (await Promise.all(asked)).flat()
}

/** What is wrong with one connection alone: it was deleted meanwhile, or Airflow cannot decrypt it. */
const OF_ONE: readonly number[] = [404, 500]

function isOfTeam(collector: ImportCollector, what: string, { team_name: team }: { team_name?: string | null | undefined }) {
  if (!team) return false
  collector.warn(NO_LINE, `${what} is for team ${team} only, and is left out: this action does not support secrets of teams`)
  return true
}

const pair = (key: string, value: Tree): Pair => ({ key, line: NO_LINE, value })

/** As `airflow connections export` has it. */
const treeOf = ({ connection_id: _, team_name: __, port, ...texts }: Fields): Mapping =>
  new Mapping([
    ...Object.entries(texts).map(([name, value]) => pair(name, value ?? null)),
    pair('port', typeof port === 'number' ? new Plain(String(port)) : null)
  ])

/** Airflow 3 shows JSON with other spaces than those that are stored, so none are kept. */
function compact(value: string): string {
  if (!/^\s*[[{]/.test(value)) return value
  const { root, problems } = parseTree(value)
  return (problems.length === 0 && jsonText(root)) || value
}
