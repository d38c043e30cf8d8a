import type { Finding } from '../base/finding.ts'
import { nearest } from '../base/suggestion.ts'
import { INPUT_NAMES, type InputName } from './schema.ts'

/** What is wrong with one input; `message` continues from `input NAME`. */
export const mistake = (name: InputName, message: string, hint?: string): Finding => ({
  severity: 'error',
  subject: `input ${name}`,
  message,
  ...(hint === undefined ? {} : { hint })
})

export const isInput = (name: string): name is InputName => (INPUT_NAMES as string[]).includes(name)

/** Inputs of `hashicorp/vault-action` and `astronomer/deploy-action` whose names do not tell which of ours does the same, if any. */
const ELSEWHERE = new Map<string, InputName | undefined>([
  ['path', 'vault-auth-mount'],
  ['cliversion', 'astro-version'],
  ['jwtgithubaudience', 'vault-jwt-audience'],
  ['secrets', undefined],
  ['rootfolder', 'project-dir']
])

/** Inputs of `astronomer/deploy-action` that are the same in every run of a repository. */
const IN_MANIFEST: ReadonlySet<string> = new Set(['parse', 'pytest', 'pytest-file'])

/** Why `name` is not an input, as the rest of a sentence that begins with it. */
export function whyNoInput(name: string): string {
  if (IN_MANIFEST.has(name)) return `is not an input; it is the key astro.${name} of the manifest`
  const meant = meantBy(name)
  if (meant.length === 0) return 'is not known; docs/inputs.md lists all inputs'
  return `is not known; did you mean ${meant.map(one => `"${one}"`).join(' or ')}?`
}

const FEW = 3

/** The inputs that `name` may stand for: those that it names without their first words, otherwise the most similar one. */
function meantBy(name: string): readonly string[] {
  // A runner passes `roleId` as `roleid`.
  const plain = plainly(name)
  if (ELSEWHERE.has(plain)) return [ELSEWHERE.get(plain) ?? []].flat()
  const named = ['', 'vault', 'astro'].map(prefix => BY_PLAIN_NAME.get(prefix + plain)).find(Boolean)
  if (named !== undefined) return [named]
  const ending = INPUT_NAMES.filter(input => input.endsWith(`-${name}`))
  if (ending.length > 0) return ending.length > FEW ? [] : ending
  const near = nearest(name, INPUT_NAMES)
  return near === undefined ? [] : [near]
}

const plainly = (name: string) => name.replace(/[-_]/g, '').toLowerCase()

const BY_PLAIN_NAME = new Map(INPUT_NAMES.map(name => [plainly(name), name]))
