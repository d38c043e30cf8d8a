import { join } from 'node:path'
import { type ApiOptions, openApi } from './api.ts'
import { type Cli, type CliOptions, openCli } from './cli.ts'
import { copyDeployment } from './copy.ts'
import { arrived, deploy } from './deploy.ts'
import { deploymentNamed, deploymentWithId, findDeployment, findDeployments } from './deployments.ts'
import { setOverride } from './override.ts'
import type { Astro } from './port.ts'
import { removeDeployment } from './remove.ts'
import { test } from './tests.ts'
import { setVariable } from './variables.ts'

export interface AstroOptions extends CliOptions {
  readonly organization: string
  /** Of the API. */
  readonly address: URL
  readonly hide: ApiOptions['hide']
  /** Gets each line that tests and deploys print. `deployment`: the id of the one that is deployed to. */
  readonly onLine: (line: string, deployment?: string) => void | Promise<void>
}

/** The Astro port: looks ask the API, and changes go through the vendor's CLI, which is opened by the first of them. */
export function openAstro({ onLine, ...options }: AstroOptions): Astro & { close(): void } {
  const api = openApi(options)
  /** Projects whose DAGs are known to be importable: the CLI would find that out again before each image. */
  const parsed = new Set<string>()
  const opened = new Map<string, Cli>()
  // Calls for several Deployments overlap, and the CLI writes into its home: each has one of its own.
  const cliFor = (id: string): Cli => {
    const cli = opened.get(id) ?? openCli({ ...options, folder: join(options.folder, `cli-${opened.size}`) })
    opened.set(id, cli)
    return cli
  }
  const ways = ({ id }: { readonly id: string }) => ({ cli: cliFor(id), api })
  const inTurn = oneAfterAnother()
  return {
    ready: () => cliFor('').ready(),
    find: ref => findDeployment(api, options.workspace, ref),
    findAll: refs => findDeployments(api, options.workspace, refs),
    named: name => deploymentNamed(api, options.workspace, name),
    withId: id => deploymentWithId(api, id),
    copy: (base, copy) => copyDeployment(ways(base), base, copy),
    remove: deployment => removeDeployment(ways(deployment), deployment),
    setVariable: (deployment, key, value, how) => setVariable(ways(deployment), deployment, key, value, how),
    setOverride: (deployment, override) => setOverride(ways(deployment), deployment, override),
    async test(request) {
      await test(cliFor(''), request, onLine)
      if (request.parse) parsed.add(request.projectDir)
    },
    // A deploy writes its archive into the project, and changes .dockerignore there while it builds.
    deploy: (deployment, request, mark) =>
      inTurn(() =>
        deploy(ways(deployment), deployment, request, mark, {
          isParsed: parsed.has(request.projectDir),
          onLine: line => onLine(line, deployment.id)
        })
      ),
    arrived: (deployment, mark) => arrived(api, deployment, mark),
    close: api.close
  }
}

/** Begins each when the one before has ended, however it did. */
function oneAfterAnother(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return act => {
    const turn = last.then(act, act)
    last = turn
    return turn
  }
}
