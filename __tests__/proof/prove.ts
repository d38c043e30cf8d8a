import { dump } from 'js-yaml'
import pMap from 'p-map'
import { asAirflowReads, type Connection } from '../../src/airflow/connection.ts'
import { asciiJson } from '../../src/airflow/json.ts'
import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS, backendKwargs, serialiseKwargs } from '../../src/airflow/kwargs.ts'
import { Mistakes } from '../../src/base/errors.ts'
import { saidOf, sentenceOf } from '../../src/base/finding.ts'
import { Secret } from '../../src/base/secret.ts'
import { entriesFor, sourcesOf } from '../../src/manifest/entries.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { readLocal } from '../../src/sources/local.ts'
import type { Wanted } from '../../src/values/kv.ts'
import { fixed, vaultFor } from '../../src/vault/open.ts'
import { grantsFor, policyText } from '../../src/vault/policy.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import { startAirflow } from '../../tools/airflow/read.mjs'
import { airflow2Python, airflowPython } from '../../tools/real-parts.mjs'
import { startVault } from '../../tools/servers/vault-server.mjs'
import { randomFrom } from '../airflow/random-connections.ts'
import { anAddress, someAgents } from '../build/address.ts'
import { resolveForKv } from '../build/manifest.ts'
import { ask } from '../e2e/vault-over-http.ts'
import { type Case, connectionCase, variableCase } from './cases.ts'

/** What came of a proof. `refused` is what the action said, `differences` are sentences with the whole case in them. */
export interface Proof {
  readonly accepted: { connections: number; variables: number }
  readonly refused: string[]
  readonly differences: string[]
}

type AirflowProcess = Awaited<ReturnType<typeof startAirflow>>
type View = Awaited<ReturnType<AirflowProcess['read']>>
type Fields = NonNullable<View['uris'][number]>

/** One Airflow. */
interface Reader {
  readonly name: string
  readonly airflow: AirflowProcess
  /** Airflow's classes that can be rows of its database turn an empty password into none. */
  readonly isRow: boolean
}

interface Readers {
  readonly task: Reader
  readonly component: Reader
  readonly two: Reader
}

const BATCH = 350
const AT_ONCE = 16

/**
 * Draws connections and variables until the action has taken as many as asked for, lets its own code write them to a Vault,
 * and compares what the `VaultBackend` of Airflow 2 and of Airflow 3 (in turn that of its tasks and of its components) read
 * there with what was asked for, field by field.
 */
export async function prove({
  seed,
  connections,
  variables,
  onBatch
}: {
  readonly seed: number
  readonly connections: number
  readonly variables: number
  readonly onBatch?: (proof: Proof) => void
}): Promise<Proof> {
  const random = randomFrom(seed)
  const proof: Proof = { accepted: { connections: 0, variables: 0 }, refused: [], differences: [] }
  const server = await startVault({ fast: true })
  const transport = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
  let readers: Readers | undefined
  try {
    const vault = vaultFor(anAddress({ url: server.url }), fixed(new Secret(server.rootToken)), transport)
    readers = await openReaders(await admit(server))
    const { accepted } = proof
    const left = () => ({ connections: connections - accepted.connections, variables: variables - accepted.variables })
    const share = (all: number, still: number) => Math.min(Math.ceil((BATCH * all) / Math.max(connections, variables)), still)
    let index = 0
    for (let batch = 0, still = left(); still.connections + still.variables > 0; batch++, still = left()) {
      const drawn = [
        ...Array.from({ length: share(connections, still.connections) }, () => connectionCase(random, index++)),
        ...Array.from({ length: share(variables, still.variables) }, () => variableCase(random, index++))
      ]
      const { wanted, cases } = await wantedOf(drawn, proof)
      if (proof.refused.length > connections + variables) throw new Error('the action refuses more than it takes')
      await pMap(wanted, ({ path, data = new Secret({}) }) => vault.write(MOUNT, path, data, 0), { concurrency: AT_ONCE })
      for (const { kind } of cases) accepted[kind === 'variable' ? 'variables' : 'connections']++
      proof.differences.push(...(await differences(cases, readers, batch % 2 === 0 ? readers.task : readers.component)))
      onBatch?.(proof)
    }
    return proof
  } finally {
    await Promise.all(Object.values(readers ?? {}).map(({ airflow }) => airflow.stop()))
    transport.close()
    await server.stop()
  }
}

const MOUNT = 'airflow'
const HEAD = dump({ version: 1, name: 'proof', vault: { mount: MOUNT } })

/** Makes mount, policy and role as a run does; gives the Deployment's variables. */
async function admit(server: Awaited<ReturnType<typeof startVault>>): Promise<Record<string, string>> {
  const scope = scopeOf(readManifest(HEAD, 'manifest.yaml'))
  await ask(server, `sys/mounts/${MOUNT}`, { type: 'kv', options: { version: '2' } })
  await ask(server, 'sys/auth/approle', { type: 'approle' })
  await ask(server, `sys/policies/acl/${scope.policy}`, { policy: policyText('proof', grantsFor([scope])) })
  await ask(server, `auth/approle/role/${scope.role}`, { token_policies: [scope.policy] })
  const roleId = await ask(server, `auth/approle/role/${scope.role}/role-id`)
  const secretId = await ask(server, `auth/approle/role/${scope.role}/secret-id`, {})
  const settings = {
    mountPoint: scope.mount,
    connectionsPath: scope.connectionsPath,
    variablesPath: scope.variablesPath,
    url: server.url
  }
  const kwargs = backendKwargs(settings, {
    auth_type: 'approle',
    role_id: roleId?.['data'].role_id,
    secret_id: secretId?.['data'].secret_id
  })
  return { [BACKEND]: BACKEND_CLASS, [BACKEND_KWARGS]: serialiseKwargs(kwargs) }
}

async function openReaders(environment: Record<string, string>): Promise<Readers> {
  const [three, two] = await Promise.all([airflowPython(), airflow2Python()])
  return {
    task: {
      name: 'a task of Airflow 3',
      isRow: false,
      airflow: await startAirflow({ python: three, environment, side: 'task' })
    },
    component: { name: 'a component of Airflow 3', isRow: true, airflow: await startAirflow({ python: three, environment }) },
    two: { name: 'Airflow 2', isRow: true, airflow: await startAirflow({ python: two, environment }) }
  }
}

/** What the action would write, and the cases that it did not refuse. */
async function wantedOf(drawn: readonly Case[], proof: Proof): Promise<{ wanted: readonly Wanted[]; cases: readonly Case[] }> {
  let cases = drawn
  const environment = Object.assign({}, ...cases.map(one => one.environment))
  for (;;) {
    try {
      const { wanted, problems, unresolved } = await resolved(manifestText(cases), environment)
      if (problems.length + unresolved.length === 0) return { wanted, cases }
      throw new Mistakes([...problems, ...unresolved])
    } catch (error) {
      if (!(error instanceof Mistakes)) throw error
      const refused = new Map(error.findings.map(problem => [/^\w+\.([cv]\d+)/.exec(saidOf(problem))?.[1] ?? '', problem]))
      const left = cases.filter(({ name }) => !refused.has(numberOf(name)))
      if (left.length === cases.length) throw error
      proof.refused.push(...[...refused.values()].map(sentenceOf))
      cases = left
    }
  }
}

const numberOf = (name: string) => /^[cv]\d+/.exec(name)?.[0] ?? ''

async function resolved(text: string, environment: Record<string, string>): Promise<ReturnType<typeof resolveForKv>> {
  const manifest = readManifest(text, 'manifest.yaml')
  const scope = scopeOf(manifest)
  const { signal } = new AbortController()
  const around = { environment, manifest: 'manifest.yaml', allowCommands: false, signal }
  return resolveForKv(manifest, scope, await readLocal(sourcesOf(scope, entriesFor(manifest, scope)), around))
}

/** The text of a manifest, in block style wherever YAML can show the characters as they are. */
function manifestText(cases: readonly Case[]): string {
  const section = (key: string, wanted: boolean) => {
    const lines = cases.filter(({ kind }) => (kind === 'variable') === wanted).flatMap(entryLines)
    return lines.length === 0 ? [] : [`${key}:`, ...lines]
  }
  return [HEAD, ...section('variables', true), ...section('connections', false), ''].join('\n')
}

function entryLines({ name, entry }: Case): string[] {
  const json = JSON.stringify(entry)
  const shown = /^[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u.test(json)
  const block = shown && !/\\[bfu]/.test(json)
  return (block ? dump({ [name]: entry }, { lineWidth: -1 }).trimEnd() : `${name}: ${asciiJson(entry as object | string)}`)
    .split('\n')
    .map(line => `  ${line}`)
}

async function differences(cases: readonly Case[], { task, two }: Readers, three: Reader): Promise<string[]> {
  const request = {
    variables: cases.flatMap(({ kind, name }) => (kind === 'variable' ? [name] : [])),
    connections: cases.flatMap(({ kind, name }) => (kind === 'variable' ? [] : [name]))
  }
  const uris = cases.flatMap(one => (one.kind === 'uri' ? [one.asked.trim()] : []))
  const readers = [three, two]
  const views = await Promise.all(readers.map(({ airflow }) => airflow.read(request)))
  // Loose parameters of a URI are typed by Airflow 3's components alone: the action keeps what tasks see.
  const { uris: parsed } = await task.airflow.read({ uris })
  const meant = new Map(uris.map((uri, index) => [uri, parsed[index] ?? undefined]))
  return readers.flatMap(({ name: who, isRow }, at) =>
    cases.flatMap(one => {
      const wanted = one.kind === 'variable' ? one.asked : fieldsFrom(one, meant, isRow)
      const view = views[at]
      const place = `${one.kind === 'variable' ? 'variables' : 'connections'}/${one.name}`
      const found = one.kind === 'variable' ? view?.variables[one.name] : comparable(view?.connections[one.name])
      if (JSON.stringify(found) === JSON.stringify(wanted)) return []
      return [
        `${who} reads ${place} as ${JSON.stringify(found)}${view?.raised[place] ?? ''}, not as ${JSON.stringify(wanted)}: ${JSON.stringify(one)}`
      ]
    })
  )
}

function fieldsFrom(one: Exclude<Case, { kind: 'variable' }>, meant: ReadonlyMap<string, Fields | undefined>, isRow: boolean) {
  const asked: Partial<Fields> | undefined =
    one.kind === 'uri'
      ? meant.get(one.asked.trim())
      : { ...asFields(asAirflowReads(one.asked)), description: one.description ?? null }
  if (asked === undefined) return 'an exception'
  return comparable({ ...asked, ...(isRow && asked.password === '' ? { password: null } : {}) })
}

const asFields = ({ connType, ...fields }: Connection): Partial<Fields> => ({ conn_type: connType, ...fields })

/** What is empty is as good as none, but for login and password. */
function comparable(connection: Partial<Fields> | null | undefined) {
  if (!connection) return connection
  const { conn_type, host, login, password, schema, port, extra, description } = connection
  const none = null
  return {
    conn_type,
    host: host || none,
    login: login ?? none,
    password: password ?? none,
    schema: schema || none,
    port: port ?? none,
    extra: extra || none,
    description: description ?? none
  }
}
