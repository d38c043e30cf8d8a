import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBuild } from './build-command.mjs'
import { findProgram } from './find-program.mjs'
import { leaveOut, leftOutFiles } from './left-out.mjs'

// The linker drops the debug data anyway.
const quick = ['-gcflags=all=-dwarf=false']

/** @param {string} path of a file or folder beside this one */
const here = path => fileURLToPath(new URL(path, import.meta.url))

/**
 * A program on PATH, else built from its Go module.
 *
 * @param {import('./cache.mjs').Install} install
 * @param {object} program
 * @param {string[]} program.names
 * @param {{ ask: string[], says: RegExp }} program.check
 * @param {string} program.module folder beside this file with its go.mod and go.sum
 * @param {string} program.version
 * @param {string} program.title
 * @param {string} program.main
 * @param {string} program.ldflags
 * @param {number} program.takes
 */
export async function programOrModule(install, { names, check, ...module }) {
  const found = await findProgram(names, check)
  const missing = `install Go, or put ${names.join(' or ')} on PATH`
  if (found) return found.path
  return builtModule(install, { ...module, name: names.at(-1) ?? module.module, files: ['go.mod', 'go.sum'], missing })
}

/**
 * A program built from its Go module.
 *
 * @param {import('./cache.mjs').Install} install
 * @param {object} part
 * @param {string} part.name of the program
 * @param {string} part.module folder beside this file
 * @param {string[]} part.files of that folder that decide what is built
 * @param {string} part.version
 * @param {string} part.title
 * @param {string} part.main
 * @param {string} part.ldflags
 * @param {number} part.takes
 * @param {string} part.missing the remedy where there is no Go
 */
export async function builtModule(install, { name, module, files, version, title, main, ldflags, takes, missing }) {
  const leftOut = await leftOutFiles(here(module))
  const part = {
    name: `${module}-${version}`,
    title: `${title} ${version}`,
    from: 'its Go module',
    takes,
    pins: [...files.map(file => here(`${module}/${file}`)), ...leftOut],
    variant: [ldflags, ...quick].join(' ')
  }
  // The compiler is faster when it collects less garbage.
  const go = { title: part.title, cwd: here(module), env: { CGO_ENABLED: '0', GOWORK: 'off', GOGC: '400' }, missing }
  const folder = await install(part, async folder => {
    const work = await mkdtemp(join(tmpdir(), 'go-module-'))
    try {
      const modfile = leftOut.length === 0 ? [] : [`-modfile=${await leaveOut(go, work)}`]
      const options = ['-mod=readonly', ...modfile, '-buildvcs=false', '-trimpath', ...quick, '-ldflags', ldflags]
      await runBuild('go', ['build', ...options, '-o', join(folder, name), main], go)
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  })
  return join(folder, name)
}
