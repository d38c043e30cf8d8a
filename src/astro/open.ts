import { type Cli, type CliOptions, openCli } from './cli.ts'
import { deploy } from './deploy.ts'
import { findDeployment } from './deployments.ts'
import type { Astro } from './port.ts'
import { setVariable } from './variables.ts'

/** The Astro port over the vendor's CLI. `onLine` gets each line that `astro deploy` prints. */
export function openAstro(options: CliOptions, onLine: (line: string) => void): Astro {
  const cli: Cli = openCli(options)
  return {
    find: ref => findDeployment(cli, ref),
    setVariable: (deployment, key, value, how) => setVariable(cli, deployment, key, value, how),
    deploy: (deployment, request) => deploy(cli, deployment, request, onLine)
  }
}
