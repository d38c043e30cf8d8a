import { join } from 'node:path'
import type { Astro } from '../../src/astro/port.ts'
import type { Environment } from '../../src/base/environment.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import type { Event } from '../../src/plan/event.ts'
import { Journal } from '../../src/report/journal.ts'
import { main } from '../../src/run/main.ts'
import type { RunPorts } from '../../src/run/ports.ts'
import { someInputs } from '../build/inputs.ts'
import { manifestText } from '../build/manifest.ts'
import { FakeAstro } from './astro.ts'
import { hastyClock } from './clock.ts'
import { aFolder } from './folder.ts'
import { FakeLog } from './log.ts'
import { type Fate, undisturbed } from './mortal.ts'
import { FakeVault } from './vault.ts'

const PROJECT = {
  '.astro/config.yaml': 'project:\n  name: demo\n',
  'dags/hello.py': 'print("hello")\n',
  'requirements.txt': 'apache-airflow-providers-hashicorp\n'
}

/** Ships only what has changed, and does not look into the DAGs, unless a manifest says otherwise. */
const USUAL = { astro: { 'skip-unchanged': true }, coverage: 'off' }

export interface Outcome {
  readonly journal: Journal
  readonly said: FakeLog
  readonly error: unknown
}

/** A project with a manifest, a fake Vault and a fake Deployment; `run` is one whole run of the action on them. */
export class Workplace {
  vault = new FakeVault()
  astro: FakeAstro
  /** Several Deployments, instead of the one. */
  fleet: Astro | undefined
  environment: Environment = {}
  /** Who is asked; nobody: the run was started by its mode. */
  agree: RunPorts['agree']
  /** Of all runs from now on, as of the jobs and attempts of one; otherwise each has its own: run-1, run-2, … */
  runId: string | undefined
  readonly folder = aFolder(PROJECT)
  /** Outside the project: a changed manifest alone is nothing to ship. */
  readonly #manifests = aFolder()
  #runs = 0

  constructor(manifest: object = {}, moves: 'changed' | 'all' = 'changed') {
    this.astro = new FakeAstro(moves)
    this.manifest(manifest)
  }

  manifest(difference: object): void {
    this.#manifests.write('airflow-secrets.yaml', manifestText({ ...USUAL, ...difference }))
  }

  async run(
    inputs: Partial<Inputs> = {},
    fate: Fate = undisturbed(),
    signal: AbortSignal = new AbortController().signal
  ): Promise<Outcome> {
    const given = someInputs({
      manifest: join(this.#manifests.dir, 'airflow-secrets.yaml'),
      projectDir: this.folder.dir,
      ...inputs
    })
    const journal = new Journal(given.mode)
    const said = new FakeLog()
    const ports = {
      // Without git on PATH: the folder is no repository anyway.
      environment: { ...this.environment, PATH: '' },
      tell: (event: Event) => {
        said.tell(event)
        journal.hear(event)
      },
      mask: said.mask,
      run: { id: this.runId ?? `run-${++this.#runs}`, attempt: 1 },
      workspace: '.',
      repository: 'acme/dags',
      signal,
      clock: hastyClock(),
      ...(this.agree && { agree: this.agree }),
      openVault: async () => ({ vault: fate.bind(this.vault), lastWords: fate.bind(this.vault) }),
      openAstro: () => (this.fleet === undefined ? fate.bind(this.astro) : fate.bind(this.fleet, 'astro'))
    }
    const error = await main(given, ports).then(
      () => undefined,
      (failure: unknown) => failure
    )
    return { journal, said, error }
  }

  /** A run that must succeed. */
  async runWell(inputs: Partial<Inputs> = {}): Promise<Outcome> {
    const outcome = await this.run(inputs)
    if (outcome.error !== undefined) throw outcome.error
    return outcome
  }
}
