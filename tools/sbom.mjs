/**
 * `node tools/sbom.mjs`: prints a CycloneDX list of the packages that `dist/` contains. npm knows all packages of the lock file, and
 * ncc those that it has bundled, by their licenses. The same commit always gives the same text: no time, no random number, no version of
 * npm, no name of a folder.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ name: string, scope?: string, properties?: unknown, 'bom-ref': string }} Component
 * @typedef {{ ref: string, dependsOn?: string[] }} Dependency
 * @typedef {{ $schema: string, bomFormat: string, specVersion: string, version: number, metadata: { lifecycles: unknown, component: Component },
 *   components: Component[], dependencies: Dependency[] }} Sbom
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const lines = new Set(
  readdirSync(`${root}/dist`)
    .filter(file => file.endsWith('.licenses.txt'))
    .flatMap(file => readFileSync(`${root}/dist/${file}`, 'utf8').split('\n'))
)

const npm = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 26
})
/** @type {Sbom} */
const whole = JSON.parse(npm)
/** Of a name with several versions, only those that something bundled asks for. @type {Set<string>} */
const refs = new Set([whole.metadata.component['bom-ref']])
const bundled = new Map(whole.components.filter(({ name }) => lines.has(name)).map(one => [one['bom-ref'], one]))
const wanted = new Map(whole.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn.filter(other => bundled.has(other))]))
for (const ref of refs) for (const other of wanted.get(ref) ?? []) refs.add(other)

// What is bundled is needed, although whoever installs this package need not install it.
const components = [...bundled]
  .filter(([ref]) => refs.has(ref))
  .map(([, { properties: _, ...component }]) => ({ ...component, scope: 'required' }))
const dependencies = [...refs].map(ref => ({ ref, dependsOn: wanted.get(ref) ?? [] }))
const { $schema, bomFormat, specVersion, version } = whole
const { lifecycles, component } = whole.metadata
// npm takes the name of the folder.
const metadata = { lifecycles, component: { ...component, name: component['bom-ref'].replace(/@[^@]*$/, '') } }
const list = { $schema, bomFormat, specVersion, version, metadata, components, dependencies }
console.log(JSON.stringify(list, undefined, 2))
