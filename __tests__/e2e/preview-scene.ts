import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import type { Stage } from './attempt.ts'
import { MANIFEST } from './crash.ts'
import { KWARGS, Reaper } from './reaper.ts'
import { ask, consumerRecord, type Json, keysBelow, readSecret, readWith, secretIds } from './vault-over-http.ts'

type Tap = Awaited<ReturnType<typeof tapVault>>
type Inputs = Readonly<Record<string, string>>

export const DEPLOY = { preview: 'deploy', 'preview-for': 'feature/x', 'preview-isolate': 'true' }
export const DELETE = { ...DEPLOY, preview: 'delete' }

interface Killing {
  /** Of the run that is killed. */
  readonly inputs: Inputs
  /** Of the run after it; default: the same. */
  readonly next?: Inputs
  /** Brings everything to where the killed run begins. */
  readonly before: () => Promise<void>
  /** Those of its changes at which it is killed; default: all. */
  readonly choose?: (moments: readonly number[]) => readonly number[]
}

/** A base that reads from Vault, whose previews are made and deleted by runs that can be killed. */
export class PreviewScene {
  readonly stage: Stage
  readonly #reaper: Reaper
  readonly #tap: Tap
  /** Moments at which a Deployment had the backend without what it logs in with. */
  readonly #halves: string[] = []
  #attempts = 0

  static async open(): Promise<PreviewScene> {
    const stage = await openStage({
      files: { 'airflow-secrets.yaml': MANIFEST },
      astro: { deployments: [aDeployment({ environmentVariables: [{ key: 'LOG_LEVEL', value: 'INFO' }] })] }
    })
    const reaper = new Reaper(stage)
    const scene = new PreviewScene(stage, reaper, await tapVault(stage.vault.url, reaper.hook))
    await scene.well({})
    return scene
  }

  private constructor(stage: Stage, reaper: Reaper, tap: Tap) {
    this.stage = stage
    this.#reaper = reaper
    this.#tap = tap
    stage.astro.onRequest(({ method, path }) => {
      for (const one of stage.astro.deployments) {
        const keys = Object.keys(one.values())
        if (keys.includes('AIRFLOW__SECRETS__BACKEND') && !keys.includes(KWARGS)) this.#halves.push(`${method} ${path}`)
      }
    })
  }

  async stop(): Promise<void> {
    await this.#tap.stop()
    await this.stage.stop()
  }

  async #run(inputs: Inputs): Promise<{ exitCode: number | null; log: string }> {
    const { exitCode, log, remove } = await this.stage.run({
      post: false,
      inputs: { 'vault-url': this.#tap.url, 'wait-time': '60s', ...inputs },
      env: { GITHUB_RUN_ATTEMPT: String(++this.#attempts) },
      onSpawn: this.#reaper.onSpawn
    })
    await remove()
    return { exitCode, log: exitCode === 0 || exitCode === 137 ? '' : log }
  }

  async well(inputs: Inputs): Promise<void> {
    expect(await this.#run(inputs)).toEqual({ exitCode: 0, log: '' })
  }

  /** What must be the same after a disturbed and an undisturbed run. Ids and times are not. */
  async state(): Promise<Json> {
    const { vault, astro, project } = this.stage
    const names = astro.deployments.map(({ name }) => name)
    const made = astro.deployments.find(({ name }) => name.startsWith('preview-'))
    const { [KWARGS]: kwargs = '{}', ...variables } = made?.values() ?? {}
    const [greeting] = made === undefined ? [] : await readWith(vault, JSON.parse(kwargs), 'greeting', 'warehouse')
    const [, asked] = /greeting: (\w+)/.exec(await readFile(join(project, 'airflow-secrets.yaml'), 'utf8')) ?? []
    const { role_id: _r, secret_id: _s, url: _u, ...rest } = JSON.parse(kwargs)
    const paths = await keysBelow(vault, 'airflow')
    const readable = await Promise.all(
      paths.map(async path => ((await readSecret(vault, 'airflow', path)) === undefined ? [] : [path]))
    )
    const roles: string[] = (await ask(vault, 'auth/approle/role?list=true'))?.['data'].keys
    const role = roles.find(name => name.includes('preview-'))
    const held = role === undefined ? new Map() : await secretIds(vault, role)
    const record = made && (await consumerRecord(vault, made.id))
    const own = made && (await consumerRecord(vault, made.name))
    return {
      ...{ names, variables, kwargs: rest, roles },
      greets: greeting?.['value'] === (made && asked),
      secrets: readable.flat().map(path => (made ? path.replace(made.id, 'ID') : path)),
      policies: (await ask(vault, 'sys/policies/acl?list=true'))?.['data'].keys,
      secretIds: held.size,
      record: record && {
        ...{ retired: record['retired'], lock: record['lock'] },
        holdsIssued: held.has(record['holds'].id),
        isShipped: record['shipped'].image?.version === made?.fields.imageTag
      },
      own: own && { lock: own['lock'], isTheOne: own['preview'].deployment === made?.id },
      marked: made?.fields.description.replace(/[0-9a-f]{12}/, 'MARK')
    }
  }

  /** Kills such a run at each of its changes, and compares what the next one leaves. Gives how many changes there were. */
  async killAnywhere({ inputs, next = inputs, before, choose = all => all }: Killing): Promise<number> {
    await before()
    this.#reaper.spare()
    await this.well(inputs)
    const changes = [...this.#reaper.seen]
    if (next !== inputs) await this.well(next)
    const wanted = await this.state()
    for (const at of choose(changes.map((_, index) => index + 1))) {
      const moment = `killed after change ${at} of ${changes.length}, ${changes[at - 1]}`
      this.#reaper.spare()
      await before()
      this.#reaper.strikeAt(at, 'after')
      expect({ moment, ...(await this.#run(inputs)) }).toMatchObject({ moment, exitCode: 137 })
      this.#reaper.spare()
      expect({ moment, ...(await this.#run(next)) }).toEqual({ moment, exitCode: 0, log: '' })
      expect({ moment, ...(await this.state()) }).toEqual({ moment, ...wanted })
    }
    expect([this.#reaper.lockedOut, this.#halves]).toEqual([[], []])
    return changes.length
  }
}
