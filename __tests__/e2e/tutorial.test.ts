import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readAsAirflow } from '../../tools/airflow/read.mjs'
import { airflowPython, vaultBinary } from '../../tools/real-parts.mjs'
import { BUNDLE, openStage } from '../../tools/runner/stage.mjs'
import { read } from '../docs/pages.ts'
import type { Stage } from './attempt.ts'
import { backendOf } from './guide.ts'
import { commandsIn, patternOf, typeAll } from './session.ts'
import { astroOf } from './typing.ts'

/** docs/tutorial.md, typed into a shell from its first command to its last. Its last section says what is replaced here. */

const RUNTIME = '3.1-2'
const commands = commandsIn(read('docs/tutorial.md'))
/** `npx` would ask GitHub (package.test.ts has that); a script on PATH has the same name, and a shell without somebody at it has no aliases. */
const program = (stage: Stage) => `#!/bin/sh
case $1 in
  plan | deploy | doctor) exec '${process.execPath}' '${BUNDLE}' "$@" ${astroOf(stage).join(' ')} ;;
  *) exec '${process.execPath}' '${BUNDLE}' "$@" ;;
esac
`
/** Puts the prepared Airflow where `uv` would have installed one. */
const uv = (python: string) => `#!/bin/sh
[ "$1" = venv ] || exit 0
there=$(dirname "$(dirname '${python}')")
mkdir -p .venv/bin
cp "$there/pyvenv.cfg" .venv
ln -sfn "$there/lib" .venv/lib
ln -sf "$(readlink -f '${python}')" .venv/bin/python
printf '#!/bin/sh\\nexec "\${0%%/*}/python" -m airflow "$@"\\n' > .venv/bin/airflow
chmod +x .venv/bin/airflow
`
/** What the CLI has kept of an earlier start: the versions that belong to a Runtime. */
const KEPT = `mkdir -p .astro/standalone
for list in constraints freeze; do
  printf 'apache-airflow==3.3.2\\n' > .astro/standalone/$list-${RUNTIME}-python-3.12.txt
done`

let stage: Stage
let printed: readonly string[] = []
let env: Record<string, string>
let cwd: string
beforeAll(async () => {
  stage = await openStage()
  cwd = join(stage.folder, 'tutorial')
  const bin = join(stage.folder, 'programs')
  for (const made of [cwd, bin]) await mkdir(made)
  for (const [name, text] of [
    ['astro-vault-action', program(stage)],
    ['uv', uv(await airflowPython())]
  ] as const) {
    await writeFile(join(bin, name), text)
    await chmod(join(bin, name), 0o755)
  }
  await symlink(await vaultBinary(), join(bin, 'vault'))
  const author = { NAME: 'Example', EMAIL: 'example@example.com' }
  env = {
    ...{ HOME: join(stage.folder, 'home'), PATH: `${bin}:${stage.path}`, TERM: 'dumb', NO_COLOR: '1' },
    ...{ ASTRONOMER_NO_BROWSER: 'true', DOCKER_HOST: 'unix:///nowhere.sock', DOCKER_STUB_RUNTIME: RUNTIME },
    ...Object.fromEntries(
      Object.entries(author).flatMap(([name, value]) => ['AUTHOR', 'COMMITTER'].map(role => [`GIT_${role}_${name}`, value]))
    )
  }
  await mkdir(env['HOME'] ?? '')
  const yours: Record<string, string> = {
    'https://vault.example.com:8200': stage.vault.url,
    'a-token-of-vault': stage.vault.rootToken,
    'a-token-of-astro': stage.astro.token()
  }
  const here = commands.map(typed => ({
    ...typed,
    command: Object.entries(yours).reduce((text, [from, to]) => text.replaceAll(from, to), typed.command)
  }))
  printed = await typeAll(here, { cwd, env, before: { 'astro dev start': KEPT } })
}, 600_000)
afterAll(async () => {
  const ends = ['cd hello-vault', 'astro dev stop || true', 'astro-vault-action local down --yes'].map(command => ({ command }))
  if (env !== undefined) await typeAll(ends, { cwd, env })
  await stage?.stop()
}, 60_000)

describe('the tutorial', () => {
  it('has commands', () => {
    expect(commands.length).toBeGreaterThan(10)
  })

  it.each(commands.map(({ command, output }, index) => [index + 1, command.split('\n')[0] ?? '', output] as const))(
    '%d. %s',
    (number, _, output) => {
      // The usual port may be taken here.
      const said = printed[number - 1]?.replaceAll(/127\.0\.0\.1:8\d{3}/g, '127.0.0.1:8200')
      if (output === undefined) expect(said).toBeDefined()
      else expect(said).toMatch(patternOf(output))
    }
  )

  it('ends with a Deployment whose Airflow reads the new greeting', async () => {
    const view = await readAsAirflow({
      python: await airflowPython(),
      environment: backendOf(stage),
      variables: ['greeting']
    })
    expect(view.variables).toEqual({ greeting: 'Hello from Vault, in production' })
  })
})
