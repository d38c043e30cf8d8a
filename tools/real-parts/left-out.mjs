/** Go modules of which some packages are left out of a build, because nothing here needs them and compiling them takes minutes. */
import { copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { runBuild } from './build-command.mjs'

/** A file of this name stands for the whole package; any other for the file of the same name. */
const wholePackage = 'left_out.go'

/**
 * Makes copies of the modules that the folder `left-out` beside a go.mod is about, with its files in place of theirs, and writes
 * a go.mod that takes the copies.
 *
 * @param {import('./build-command.mjs').BuildOptions} go with the folder of go.mod, go.sum and `left-out`
 * @param {string} work an empty folder
 * @returns {Promise<string>} the path of the new go.mod
 */
export async function leaveOut(go, work) {
  const leftOut = join(go.cwd, 'left-out')
  const files = await filesBelow(leftOut)
  const packages = [...new Set(files.map(file => dirname(file)))]
  const listed = await runBuild('go', ['list', '-find', '-f', '{{.Module.Path}}\t{{.Module.Dir}}', ...packages], go)
  const modules = new Map([...listed.matchAll(/^(.+)\t(.+)$/gm)].map(([, path = '', folder = '']) => [path, folder]))
  const changed = packages.map(name => join(work, name))
  for (const [path, folder] of modules) await mirror(folder, join(work, path), changed)
  for (const file of files) {
    const place = join(work, file)
    if (file.endsWith(`/${wholePackage}`)) await withoutSources(dirname(place))
    else await rm(place)
    await copyFile(join(leftOut, file), place)
  }
  const replaced = [...modules.keys()].map(path => `replace ${path} => ${JSON.stringify(join(work, path))}\n`)
  await writeFile(join(work, 'go.mod'), `${await readFile(join(go.cwd, 'go.mod'), 'utf8')}\n${replaced.join('')}`)
  await copyFile(join(go.cwd, 'go.sum'), join(work, 'go.sum'))
  return join(work, 'go.mod')
}

/** @param {string} module */
export const leftOutFiles = module =>
  filesBelow(join(module, 'left-out')).then(files => files.map(file => join(module, 'left-out', file)))

/**
 * What Go keeps is read-only. So the folders that lead to something left out are made anew, with links to all others.
 *
 * @param {string} from
 * @param {string} to
 * @param {string[]} changed folders below `to`
 */
async function mirror(from, to, changed) {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (!entry.isDirectory()) await copyFile(source, target)
    else if (changed.some(folder => `${folder}${sep}`.startsWith(`${target}${sep}`))) await mirror(source, target, changed)
    else await symlink(source, target, 'junction')
  }
}

/** @param {string} folder */
async function withoutSources(folder) {
  for (const name of await readdir(folder)) if (name.endsWith('.go')) await rm(join(folder, name))
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} their paths below it, with slashes, in order; none where there is no such folder
 */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}
