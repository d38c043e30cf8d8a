import { type ApiOptions, openApi } from './api.ts'
import { type Cli, type CliOptions, openCli } from './cli.ts'
import { arrived, deploy } from './deploy.ts'
import { findDeployment } from './deployments.ts'
import { setOverride } from './override.ts'
import type { Astro } from './port.ts'
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
  const ways = () => {
    opened ??= openCli(options)
    return { cli: opened, api }
  }
  return {
    ready: () => ways().cli.ready(),
    find: ref => findDeployment(api, options.workspace, ref),
    setVariable: (deployment, key, value, how) => setVariable(ways(), deployment, key, value, how),
    setOverride: (deployment, override) => setOverride(ways(), deployment, override),
    test: request => test(ways().cli, request, onLine),
    deploy: (deployment, request, mark) => deploy(ways(), deployment, request, mark, onLine),
    arrived: (deployment, mark) => arrived(api, deployment, mark),
    close: api.close
  }
}
