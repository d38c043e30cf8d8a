import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBuild } from './build-command.mjs'
import { findProgram } from './find-program.mjs'

/**
 * The `node` on PATH if it is of the same major version, else the one that the folder beside this file pins.
 *
 * @param {import('./cache.mjs').Install} install
 * @param {string} version
 * @returns {Promise<string>} its absolute path
 */
export async function nodeBinary(install, version) {
  const [major] = version.split('.')
  const node = await findProgram(['node'], { ask: ['--version'], says: new RegExp(`^v${major}\\.`) })
  if (node) return node.path

  const title = `Node ${version}`
  const pins = ['package.json', 'package-lock.json'].map(file => fileURLToPath(new URL(`node${major}/${file}`, import.meta.url)))
  const folder = await install({ name: `node-${version}`, title, from: 'npm', takes: 10, pins }, async folder => {
    for (const pin of pins) await copyFile(pin, join(folder, basename(pin)))
    // The package fetches the binary for this machine in its install script.
    const ci = ['ci', '--prefix', folder, '--ignore-scripts=false', '--no-audit', '--no-fund']
    await runBuild('npm', ci, { title, cwd: folder, missing: `install npm, or put a Node ${major} on PATH` })
  })
  return join(folder, 'node_modules', 'node', 'bin', 'node')
}
