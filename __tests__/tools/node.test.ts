import { realpathSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { node20Binary, node24Binary } from '../../tools/real-parts.mjs'
import { runAction } from '../../tools/runner/runner.mjs'
import { aFolder } from '../fakes/folder.ts'

const chosen = process.env['npm_node_execpath'] ?? process.execPath

/** Which Node an action is run on. */
async function nodeOf(run: { node?: string }): Promise<string> {
  const { dir } = aFolder({ 'index.js': 'console.log(process.execPath, process.version)' })
  const { stdout, remove } = await runAction({ bundle: `${dir}/index.js`, post: false, ...run })
  await remove()
  return stdout.trim()
}

it('is the one that runs npm, for the tests', () => {
  expect(process.execPath).toBe(chosen)
})

it('is the same for a bundle', async () => {
  expect(await nodeOf({})).toBe(`${realpathSync(chosen)} ${process.version}`)
})

it.each([
  ['20', node20Binary],
  ['24', node24Binary]
])('is Node %s where a test asks for that', async (major, binary) => {
  expect(await nodeOf({ node: await binary() })).toContain(` v${major}.`)
})
