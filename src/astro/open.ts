import { openApi } from './api.ts'
import { type CliOptions, openCli } from './cli.ts'
import { arrived, deploy } from './deploy.ts'
import { findDeployment } from './deployments.ts'
import type { Astro } from './port.ts'
import { setVariable } from './variables.ts'

/** The Astro port: changes go through the vendor's CLI. `onLine` gets each line that `astro deploy` prints. */
export function openAstro(options: CliOptions, onLine: (line: string) => void | Promise<void>): Astro {
  const cli = openCli(options)
  const ways = { cli, api: openApi(cli) }
  return {
    find: ref => findDeployment(ways, ref),
    setVariable: (deployment, key, value, how) => setVariable(ways, deployment, key, value, how),
    deploy: (deployment, request, mark) => deploy(ways, deployment, request, mark, onLine),
    arrived: (deployment, mark) => arrived(ways.api, deployment, mark)
  }
}
