import { posix } from 'node:path'
import { load } from 'js-yaml'
import type { Secret } from '../base/secret.ts'
import type { Found } from './found.ts'
import { envLine } from './workflows.ts'

const OURS = /^[\w.-]+\/astro-vault-action@/

/** Whether a workflow runs this action for a project, which is a folder from the root of the repository. */
export const isOurs = (text: string, project: string): boolean => stepsIn(text).some(step => isFor(step, project))

/** A project, as workflows name it: a folder from the root of the repository; and their folder, from there. */
export const placeOf = ({ prefix }: Pick<Found, 'prefix'>) => ({
  project: prefix.replace(/\/$/, '') || '.',
  folder: `${'../'.repeat(prefix.split('/').length - 1)}.github/workflows/`
})

/** The workflows that run this action for the project. */
export function workflowsOf(found: Pick<Found, 'files' | 'prefix'>): readonly (readonly [path: string, text: Secret])[] {
  const { project, folder } = placeOf(found)
  return [...found.files].filter(([path, text]) => path.startsWith(folder) && isOurs(text.reveal(), project))
}

/** The names that such a workflow has in an `env` already. */
export function namesInWorkflows(found: Pick<Found, 'files' | 'prefix'>): ReadonlySet<string> {
  const { project } = placeOf(found)
  const steps = workflowsOf(found).flatMap(([, text]) => stepsIn(text.reveal()).filter(step => isFor(step, project)))
  return new Set(steps.flatMap(({ env }) => Object.keys(env ?? {})))
}

/**
 * The workflow with these names in the `env` of every step that runs this action for the project with Vault, and nothing else changed; undefined if that
 * cannot be done by adding lines.
 */
export function withSecrets(text: string, names: readonly string[], project: string): string | undefined {
  const end = text.includes('\r\n') ? '\r' : ''
  const lines = text.split('\n')
  const starts = lines.flatMap((line, at) => (/^\s*(?:- +)?uses:\s*["']?[\w.-]+\/astro-vault-action@/.test(line) ? [at] : []))
  const steps = stepsIn(text)
  if (starts.length !== steps.length) return steps.every(step => lacking(step, names, project).length === 0) ? text : undefined
  // From below, so that the lines above keep their numbers.
  for (const [index, step] of [...steps.entries()].reverse()) {
    const missing = lacking(step, names, project)
    if (missing.length > 0) insert(lines, starts[index] ?? 0, missing, end)
  }
  const after = lines.join('\n')
  return stepsIn(after).every(step => lacking(step, names, project).length === 0) && withoutEnv(after) === withoutEnv(text)
    ? after
    : undefined
}

interface Step {
  readonly uses?: unknown
  readonly with?: Readonly<Record<string, unknown>> | null
  env?: Readonly<Record<string, unknown>> | null
}

/** A step without Vault needs no value. */
const lacking = (step: Step, names: readonly string[], project: string): readonly string[] =>
  step.with?.['vault-url'] === undefined || !isFor(step, project) ? [] : names.filter(name => step.env?.[name] === undefined)

const isFor = ({ with: inputs }: Step, project: string): boolean =>
  posix.join(String(inputs?.['project-dir'] ?? '.'), '.') === project

/** Behind `env:`, or behind `uses:` where the step has no `env`. */
function insert(lines: string[], start: number, names: readonly string[], end: string): void {
  const key = /^\s*(?:- +)?/.exec(lines[start] ?? '')?.[0].length ?? 0
  const isStart = (line: string) => /^\s*- /.test(line)
  const dash = lines
    .slice(0, start + 1)
    .map(isStart)
    .lastIndexOf(true)
  const belongs = (line: string) => /^\s*(#|$)/.test(line) || indentOf(line) >= key
  const next = lines.findIndex((line, at) => at > start && !belongs(line))
  const isEnv = (line: string) => /^(\s*(?:- +)?)env:(?:\s+#.*)?$/.exec(line.trimEnd())?.[1]?.length === key
  const found = lines.findIndex((line, at) => at >= dash && (next < 0 || at < next) && isEnv(line))
  const first = found < 0 ? undefined : lines.slice(found + 1).find(line => !/^\s*(#|$)/.test(line))
  const inside = first !== undefined && indentOf(first) > key ? indentOf(first) : key + 2
  const written = names.map(name => `${' '.repeat(inside)}${envLine(name)}${end}`)
  if (found < 0) lines.splice(start + 1, 0, `${' '.repeat(key)}env:${end}`, ...written)
  else lines.splice(found + 1, 0, ...written)
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0

function stepsIn(text: string): readonly Step[] {
  const { jobs } = (parsed(text) ?? {}) as { jobs?: Readonly<Record<string, { steps?: unknown } | null>> | null }
  const steps = Object.values(jobs ?? {}).flatMap(job => (Array.isArray(job?.steps) ? (job.steps as (Step | null)[]) : []))
  return steps.filter((step): step is Step => OURS.test(String(step?.uses ?? '')))
}

function withoutEnv(text: string): string {
  const tree = parsed(text)
  return JSON.stringify(tree, (key, value) => (key === 'env' ? undefined : value))
}

function parsed(text: string): unknown {
  try {
    return load(text)
  } catch {
    return undefined
  }
}
