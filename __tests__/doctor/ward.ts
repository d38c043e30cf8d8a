import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Line } from '../../src/doctor/check.ts'
import { openStage, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import { differs } from '../differences.ts'
import type { Stage } from '../e2e/attempt.ts'
import { ask, type Json, remove } from '../e2e/vault-over-http.ts'
import { type as typeHere } from '../fakes/workstation.ts'
import { Authority } from '../faults/certificates.ts'

/** A project whose Deployment reads from a real server, on which worlds are broken and put right again, one after the other. */

export const MANIFEST = `version: 1
name: ward
vault: { airflow-url: https://vault.example.com:8200, airflow-ca: /usr/local/share/ca.pem }
variables:
  greeting: Hello
  token: { env: API_TOKEN }
connections:
  warehouse: { conn_type: postgres, host: db.example.com, login: etl, password: { env: WAREHOUSE_PASSWORD } }
`

export type DoctorLine = Line & { readonly section: string }

/** A warning that no world has made. */
const isOfServer = ({ name, state }: DoctorLine): boolean =>
  differs('known flaws', { openbao: false, vault: name === 'version' && state === 'warning' })

export interface Typing {
  /** Options that are typed besides those of the ward; undefined: not typed. */
  readonly options?: Readonly<Record<string, string | undefined>>
  readonly env?: Readonly<Record<string, string>>
}

export class Ward {
  readonly stage: Stage
  readonly authority: Authority

  constructor(stage: Stage, authority: Authority) {
    this.stage = stage
    this.authority = authority
  }

  /** Puts right after the world what only the test has made. */
  readonly #later: (() => unknown)[] = []

  later(act: () => unknown): void {
    this.#later.push(act)
  }

  async tidy(): Promise<void> {
    for (const act of this.#later.splice(0).reverse()) await act()
  }

  /** The server speaks TLS on one port and none on another. */
  static async open(): Promise<Ward> {
    // Each command listens for signals until this process ends.
    process.setMaxListeners(0)
    const authority = new Authority()
    const stage = await openStage({
      vault: { tls: authority.issue('server', { names: 'IP:127.0.0.1,DNS:vault.example.com' }) },
      files: { 'airflow-secrets.yaml': MANIFEST }
    })
    const ward = new Ward(stage, authority)
    await ward.must('deploy')
    return ward
  }

  get server() {
    const { plainUrl: url, rootToken } = this.stage.vault
    return { url, rootToken }
  }

  get deployment() {
    return this.stage.astro.deployment('prod')
  }

  #args({ options = {} }: Typing): string[] {
    const all: Record<string, string | undefined> = {
      manifest: join(this.stage.project, 'airflow-secrets.yaml'),
      'project-dir': this.stage.project,
      'vault-url': this.server.url,
      'vault-token': this.server.rootToken,
      'astro-api-token': this.stage.astro.token(),
      'astro-domain': 'localhost',
      'astro-api-url': this.stage.astro.url,
      'deployment-id': this.deployment.id,
      ...options
    }
    return Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
  }

  #station({ env = {} }: Typing) {
    const environment = { PATH: this.stage.path, DOCKER_HOST: 'unix:///nowhere.sock', ...QUICKSTART_SECRETS, ...env }
    return { environment, home: this.stage.folder, temp: this.stage.folder }
  }

  /** Everything that is not as it should be, in the order of the answer; but for what the server under test has of its own. */
  async examine(typing: Typing = {}) {
    // What changed it is over: it takes as long as some looks.
    for (let looks = 0; looks < 10; looks++) this.deployment.read()
    const { exitCode, printed, complained } = await typeHere(['doctor', '--json', ...this.#args(typing)], this.#station(typing))
    const all: DoctorLine[] = JSON.parse(printed).lines
    const lines = all.filter(line => !isOfServer(line))
    return { exitCode, complained, lines, bad: lines.filter(({ state }) => state === 'error' || state === 'warning') }
  }

  /** Another command, as a hint names it. */
  async must(command: string, typing: Typing = {}): Promise<void> {
    const args = command === 'sync' ? without(this.#args(typing), NOT_FOR_SYNC) : this.#args(typing)
    const { exitCode, complained } = await typeHere([command, '--yes', ...args], this.#station(typing))
    if (exitCode !== 0) throw new Error(`${command} failed: ${complained}`)
  }

  ask(path: string, body?: object): Promise<Json | undefined> {
    return ask(this.server, path, body)
  }

  remove(path: string): Promise<void> {
    return remove(this.server, path)
  }

  /** Changes a file of the project, and commits that. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.stage.project, file)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
    this.stage.commit(`Change ${file}`)
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.stage.project, file), text)
    this.stage.commit(`Write ${file}`)
  }
}

const NOT_FOR_SYNC = ['--project-dir', '--astro-api-token', '--astro-domain', '--astro-api-url', '--deployment-id']

const without = (args: readonly string[], names: readonly string[]): string[] =>
  args.filter((arg, index) => !names.includes(arg) && !names.includes(args[index - 1] ?? ''))
