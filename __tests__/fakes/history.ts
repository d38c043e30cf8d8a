import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { PARTS } from '../../src/astro/deploy-types.ts'
import type { Shipped } from '../../src/astro/port.ts'
import { type DesiredShipping, planShipping } from '../../src/plan/deployment/shipping.ts'
import { conflictsOf } from '../../src/plan/plan.ts'
import { readProject } from '../../src/project/project.ts'
import { type ConsumerRecord, withArrived } from '../../src/records/consumer.ts'
import { aDeployment, observedDeployment } from '../build/deployment.ts'
import { aFolder } from './folder.ts'

/** Path → mode and content. */
type Files = Readonly<Record<string, string>>

const FILES = {
  '.astro/config.yaml': 'project:\n  name: demo\n',
  '.dockerignore': 'notes/\n',
  Dockerfile: 'FROM quay.io/astronomer/astro-runtime:13.2.0\n',
  'requirements.txt': 'apache-airflow-providers-hashicorp==4.8.4\n',
  'dags/daily.py': 'print("daily")\n',
  'dags/sql/daily.sql': 'select 1\n',
  'include/report.sql': 'select 2\n',
  'notes/todo.md': 'later\n'
}

interface Options {
  readonly deployType?: DesiredShipping['deployType']
  /** False for a run that is killed while it deploys. */
  readonly arrives?: boolean
}

/** What a developer pushes, what a runner checks out of it each time, and a Deployment that runs what was shipped last. */
export class History {
  /** What an earlier step of the workflow does in the checkout. */
  earlierStep = (_: string): void => {}
  readonly #origin = aFolder()
  readonly #runners = aFolder().dir
  readonly #cloud: Cloud
  #shipped: ConsumerRecord['shipped'] = {}

  /** With one commit. */
  constructor() {
    cpSync(template().dir, this.#origin.dir, { recursive: true })
    this.#cloud = new Cloud()
  }

  git(...args: string[]): void {
    git(this.#origin.dir, args)
  }

  /** Writes files of the project, without a commit. */
  write(files: Readonly<Record<string, string | undefined>>): void {
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) rmSync(this.at(path), { recursive: true })
      else this.#origin.write(join('airflow', path), text)
    }
  }

  at = (path: string): string => join(this.#origin.dir, 'airflow', path)

  commit(message = 'Change'): void {
    this.git('add', '--all', '--force')
    this.git('commit', '--quiet', '--allow-empty', '--message', message)
  }

  /** Writes and commits files of the project. */
  push(files: Readonly<Record<string, string | undefined>> = {}): void {
    this.write(files)
    this.commit()
  }

  /** A repository below a path of the project; gives a function that moves it one commit on. */
  addSubmodule(path: string): () => void {
    const other = aFolder({ 'shared.py': 'print(1)\n' })
    git(other.dir, ['init', '--quiet', '--initial-branch=main'])
    git(other.dir, ['add', '--all'])
    git(other.dir, ['commit', '--quiet', '--message', 'Share'])
    this.git('submodule', '--quiet', 'add', other.dir, join('airflow', path))
    this.commit()
    return () => {
      other.write('shared.py', 'print(2)\n')
      git(other.dir, ['commit', '--quiet', '--all', '--message', 'Share more'])
      git(this.at(path), ['pull', '--quiet'])
      this.commit()
    }
  }

  /** Somebody else deploys the project as it is now, or as it was with these files, or rolls back. */
  deployedBySomebodyElse(type: 'image-and-dags' | 'dags-only' | 'image-only', files: Files = {}): void {
    this.#cloud.deploy(type, { ...filesBelow(join(this.#origin.dir, 'airflow')), ...files })
  }

  set dagDeploys(on: boolean) {
    this.#cloud.dagDeploys = on
  }

  /** As a first run leaves it. */
  static async deployed(): Promise<History> {
    const history = new History()
    await history.#runIn(join(history.#origin.dir, 'airflow'))
    return history
  }

  /**
   * One run in a fresh checkout of one commit, as actions/checkout makes it: the type that was shipped, `nothing`, or `refused`.
   * Throws unless the Deployment runs the checkout afterwards.
   */
  async run(options: Options = {}): Promise<string> {
    const checkout = join(mkdtempSync(join(this.#runners, 'run-')), 'checkout')
    git(this.#runners, ['clone', '--quiet', '--depth=1', '--recurse-submodules', `file://${this.#origin.dir}`, checkout])
    const projectDir = join(checkout, 'airflow')
    this.earlierStep(projectDir)
    return await this.#runIn(projectDir, options)
  }

  async #runIn(projectDir: string, { deployType = 'infer', arrives = true }: Options = {}): Promise<string> {
    const { dagDeploys, shipped } = this.#cloud
    const gitOptions = { projectDir, environment: { PATH: process.env['PATH'] ?? '' }, signal: new AbortController().signal }
    const project = await readProject({ parts: PARTS, description: 'now', imageName: '', force: false, ...gitOptions })
    const observed = observedDeployment({ deployment: aDeployment({ dagDeploys, shipped }), project })
    const plan = planShipping(
      { deployType, skipUnchanged: false, force: false, providerInstalled: true },
      observed,
      this.#shipped
    )
    if (conflictsOf(plan).length > 0) return 'refused'
    const [step] = plan.steps
    if (step?.kind === 'deploy' && arrives) {
      const brought = this.#cloud.deploy(step.request.type, filesBelow(projectDir))
      this.#shipped = withArrived(this.#shipped, step.parts, brought)
    }
    if (arrives && deployType === 'infer') this.#cloud.mustRun(filesBelow(projectDir))
    return step?.kind === 'deploy' ? step.request.type : 'nothing'
  }
}

/** The project is a folder of the repository, as in a repository of many. Made once. */
const template = once(() => {
  const folder = aFolder(Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`airflow/${path}`, text])))
  git(folder.dir, ['init', '--quiet', '--initial-branch=main'])
  git(folder.dir, ['add', '--all', '--force'])
  git(folder.dir, ['commit', '--quiet', '--message', 'Begin'])
  return folder
})

/** The Deployment: what it runs, and the versions that Astro calls it by. */
class Cloud {
  dagDeploys = true
  #image: Files = {}
  #dags: Files = {}
  #imageTag: string | undefined
  #bundle: string | undefined
  #deploys = 0

  get shipped(): Shipped {
    const dags = this.dagDeploys ? this.#bundle : this.#imageTag
    return { ...(this.#imageTag && { image: this.#imageTag }), ...(dags && { dags }) }
  }

  /** An image has the DAGs only where they are not shipped by themselves. */
  deploy(type: string, files: Files): Shipped {
    const version = ++this.#deploys
    const isDag = (path: string) => path.startsWith('dags/')
    if (type !== 'dags-only') {
      this.#image = only(files, path => !path.startsWith('notes/') && !(this.dagDeploys && isDag(path)))
      this.#imageTag = `image-${version}`
    }
    if (type !== 'image-only' && this.dagDeploys) {
      this.#dags = only(files, isDag)
      this.#bundle = `bundle-${version}`
    }
    return this.shipped
  }

  /** Compares by eye, without hashes: every file, its mode and its content. */
  mustRun(files: Files): void {
    const dags = this.dagDeploys ? this.#dags : only(this.#image, path => path.startsWith('dags/'))
    const image = only(this.#image, path => !path.startsWith('dags/'))
    const wanted = only(files, path => !path.startsWith('notes/'))
    const runs = { ...image, ...dags }
    const differing = [...new Set([...Object.keys(runs), ...Object.keys(wanted)])].filter(path => runs[path] !== wanted[path])
    if (differing.length > 0) throw new Error(`the Deployment runs another ${differing.join(', ')} than the checkout has`)
  }
}

const only = (files: Files, keep: (path: string) => boolean): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => keep(path)))

function filesBelow(root: string, folder = ''): Files {
  const found: Record<string, string> = {}
  for (const { name } of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, name)
    const facts = lstatSync(join(root, path))
    if (name === '.git') continue
    if (facts.isDirectory()) Object.assign(found, filesBelow(root, path))
    else if (facts.isSymbolicLink()) found[path] = `link to ${readlinkSync(join(root, path))}`
    else found[path] = `${facts.mode & 0o111 ? 'executable' : 'file'} ${readFileSync(join(root, path), 'utf8')}`
  }
  return found
}

const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always', '-c', 'core.hooksPath=/dev/null']

function git(cwd: string, args: readonly string[]): void {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_EDITOR: 'true' }
  execFileSync('git', [...AUTHOR, ...args], { cwd, env, stdio: 'pipe' })
}

/** For a step of the workflow that runs before the action. */
export function generate(projectDir: string, path: string, text: string): void {
  mkdirSync(dirname(join(projectDir, path)), { recursive: true })
  writeFileSync(join(projectDir, path), text)
}

export const makeExecutable = (path: string): void => chmodSync(path, 0o755)

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
