import { type ApiOptions, openApi } from './api.ts'
import { type Cli, type CliOptions, openCli } from './cli.ts'
import { copyDeployment } from './copy.ts'
import { arrived, deploy } from './deploy.ts'
import { deploymentNamed, findDeployment } from './deployments.ts'
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
  /** Gets each line that `astro deploy` prints. */
  readonly onLine: (line: string) => void | Promise<void>
}

/** The Astro port: looks ask the API, and changes go through the vendor's CLI, which is opened by the first of them. */
export function openAstro({ onLine, ...options }: AstroOptions): Astro & { close(): void } {
  const api = openApi(options)
  let opened: Cli | undefined
  /** Projects whose DAGs are known to be importable: the CLI would find that out again before each image. */
  const parsed = new Set<string>()
  const ways = () => {
    opened ??= openCli(options)
    return { cli: opened, api }
  }
  return {
    ready: () => ways().cli.ready(),
    find: ref => findDeployment(api, options.workspace, ref),
    named: name => deploymentNamed(api, options.workspace, name),
    copy: (base, copy) => copyDeployment(ways(), base, copy),
    remove: deployment => removeDeployment(ways(), deployment),
    setVariable: (deployment, key, value, how) => setVariable(ways(), deployment, key, value, how),
    setOverride: (deployment, override) => setOverride(ways(), deployment, override),
    async test(request) {
      await test(ways().cli, request, onLine)
      if (request.parse) parsed.add(request.projectDir)
    },
    deploy: (deployment, request, mark) =>
      deploy(ways(), deployment, request, mark, { isParsed: parsed.has(request.projectDir), onLine }),
    arrived: (deployment, mark) => arrived(api, deployment, mark),
    close: api.close
  }
}
