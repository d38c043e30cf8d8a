import { requirementLine } from '../airflow/provider.ts'
import { withRequirement } from '../airflow/provider-line.ts'
import { providerRequirement } from '../airflow/requirements.ts'
import type { Finding } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import { type Found, MANIFEST, SECRETS_FILE } from './found.ts'
import type { ProjectManifest } from './manifest.ts'
import { secretsFile } from './secrets-file.ts'
import { placeOf, withSecrets, workflowsOf } from './workflow-env.ts'
import { envLine, type WorkflowFacts, workflowsFor } from './workflows.ts'

/** A file as it is to be, which differs from what is there. */
export interface PlannedFile {
  /** From the project, with `/`. */
  readonly path: string
  /** Absent for a new file. */
  readonly before?: Secret
  readonly after: Secret
  /** Names of the secrets whose values are in it; absent for every file that may be seen. */
  readonly secrets?: readonly string[]
}

export interface InitPlan {
  /** In the order of writing: nobody may see values before they are ignored, and a name in a workflow says that its value was given. */
  readonly files: readonly PlannedFile[]
  readonly findings: readonly Finding[]
  /** The secrets whose values are in the file for `gh`, once that is written. */
  readonly held: readonly string[]
}

type Part = Partial<Pick<InitPlan, 'files' | 'findings'>>

/** What to write. Everything in a file that is there stays byte for byte; lines are added, and none is taken away. */
export function planInit(found: Found, { text, needed, values, patterns }: ProjectManifest): InitPlan {
  const names = [...new Set(needed.map(({ name }) => name))]
  const there = namesIn(textOf(found, SECRETS_FILE))
  const secrets = secretsFile(new Map([...values].filter(([name]) => !there.has(name))))
  const held = [...names.filter(name => there.has(name)), ...secrets.held]
  const hasSecrets = held.length > 0
  const git = hasSecrets && !found.gitIgnoresSecrets ? [HIDDEN] : []
  const docker = [
    ...(found.image.gets.includes(MANIFEST) ? [MANIFEST] : []),
    ...(hasSecrets && found.image.gets.some(path => path !== MANIFEST) ? [HIDDEN] : [])
  ]
  const parts = joined([
    { findings: found.warnings },
    ignored(found, '.gitignore', git),
    ignored(found, found.image.ignoreFile, docker),
    planned(found, MANIFEST, text),
    provider(found),
    ...(hasSecrets ? [withValues(found, secrets.text, held)] : []),
    workflows(found, { secrets: names, patterns }),
    { findings: secrets.unfit.map(unfit) }
  ])
  return { ...parts, held: found.fixed.has(SECRETS_FILE) ? [] : held }
}

const joined = (parts: readonly Part[]): Required<Part> => ({
  files: parts.flatMap(({ files = [] }) => files),
  findings: parts.flatMap(({ findings = [] }) => findings)
})

/** The file, and what it is called while it is written. */
const HIDDEN = `${SECRETS_FILE}*`

function planned(found: Found, path: string, after: string): Part {
  const before = found.files.get(path)
  if (before?.reveal() === after && !(path === SECRETS_FILE && found.isSecretsFileOpen)) return {}
  const why = found.fixed.get(path)
  if (why !== undefined) return { findings: [byHand(path, `${why}, and stays as it is`)] }
  return { files: [{ path, ...(before === undefined ? {} : { before }), after: new Secret(after) }] }
}

const textOf = ({ files }: Found, path: string): string => files.get(path)?.reveal() ?? ''

function ignored(found: Found, path: string, patterns: readonly string[]): Part {
  const text = textOf(found, path)
  const missing = patterns.filter(pattern => !text.split(/\r?\n/).includes(pattern))
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  return missing.length === 0 ? {} : planned(found, path, `${ended(text, end)}${missing.map(pattern => pattern + end).join('')}`)
}

const ended = (text: string, end = '\n'): string => (text === '' || text.endsWith('\n') ? text : text + end)

/** What somebody has written into the file stays, and counts. */
function withValues(found: Found, lines: Secret, secrets: readonly string[]): Part {
  const text = textOf(found, SECRETS_FILE)
  const after = lines.reveal() === '' ? text : `${ended(text)}${lines.reveal()}`
  const { files = [], findings = [] } = planned(found, SECRETS_FILE, after)
  return { files: files.map(file => ({ ...file, secrets })), findings }
}

const namesIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/gm)].map(([, name = '']) => name))

/** The line of the provider, unless the image gets it already, or it may be in a line that nobody here can read. */
function provider(found: Found): Part {
  if (found.provider.carried) return {}
  const path = 'requirements.txt'
  const line = requirementLine(found.airflow)
  const unread = found.provider.line
  const after = withRequirement(textOf(found, path), line)
  if (unread === undefined && providerRequirement(() => after).carried) return planned(found, path, after)
  const why = unread === undefined ? 'cannot be added to' : `${unread.problem} (line ${unread.number})`
  return { findings: [byHand(unread?.file ?? path, why, `Then make sure that the image gets ${line}.`)] }
}

/** Workflows that run this action for this project get the names that they lack; without any from the team, there are two of ours. */
function workflows(found: Found, named: Pick<WorkflowFacts, 'secrets' | 'patterns'>): Part {
  const { secrets: names } = named
  const { project, folder } = placeOf(found)
  const ours = new Map(Object.entries(workflowsFor({ ...found, ...named })).map(([name, text]) => [folder + name, text]))
  const there = workflowsOf(found)
  const missing = there.some(([path]) => !ours.has(path)) ? [] : [...ours].filter(([path]) => there.every(one => one[0] !== path))
  return joined([
    ...there.map(([path, text]) => {
      const after = withSecrets(text.reveal(), names, project)
      if (after !== undefined) return planned(found, path, after)
      const lines = `It needs ${names.map(envLine).join(', ')}.`
      return { findings: [byHand(path, 'lacks secrets under `env:` and cannot be changed by adding lines', lines)] }
    }),
    ...missing.map(([path, text]) =>
      found.files.has(path)
        ? { findings: [byHand(path, 'does not run this action for this project, and stays as it is')] }
        : planned(found, path, text)
    )
  ])
}

const byHand = (file: string, message: string, hint?: string): Finding => ({
  severity: 'warning',
  subject: file,
  message,
  ...(hint === undefined ? {} : { hint })
})

const unfit = (name: string): Finding => ({
  severity: 'warning',
  subject: name,
  message: `is not in ${SECRETS_FILE}: no form of that file keeps its value`,
  hint: `Set it with \`gh secret set ${name}\`, which asks for the value.`
})
