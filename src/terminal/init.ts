import { posix } from 'node:path'
import type { Named } from '../airflow/definition.ts'
import { counted } from '../base/counted.ts'
import { UserError } from '../base/errors.ts'
import { explained, placeText } from '../base/finding.ts'
import { isOrdinary, Masks } from '../base/masks.ts'
import { shellWord } from '../base/shell.ts'
import { realFolder } from '../init/folder.ts'
import { type Found, findIn, MANIFEST, SECRETS_FILE } from '../init/found.ts'
import { manifestFor, type ProjectManifest, type Suspect, suspectsIn } from '../init/manifest.ts'
import { type PlannedFile, planInit } from '../init/plan.ts'
import { DEPLOY_WORKFLOW, toBring } from '../init/workflows.ts'
import { write } from '../init/write.ts'
import { schema } from '../manifest/schema.ts'
import { isYes, nobodyAnswers, QUESTION } from './agreement.ts'
import { BadUsage, PROGRAM } from './command-line.ts'
import { diffLines } from './diff.ts'
import { limitsOfGitHub } from './github-secrets.ts'
import { type Screen, screenOf } from './screen.ts'
import type { Call } from './workstation.ts'

/** The command `init`: finds, asks, plans, shows, asks, writes. */
export async function init(call: Call): Promise<0> {
  const { ask, environment, own, owner, source, words } = call
  const { signal } = new AbortController()
  const dir = source.get('project-dir') || '.'
  const options = { projectDir: realFolder(dir), environment, signal }
  const isAgreed = own.has('yes')
  const found: Found = { ...(await findIn(options, words)), ...(owner === undefined ? {} : { owner }) }
  const typed = own.get('name')?.at(-1)
  const name = nameOf(typed, found.name)
  const masks = new Masks()
  const screen = screenOf(call, masks, { apart: false })
  const suspects = suspectsIn(found)
  const adopted = isAgreed || ask === undefined ? [] : await decide(suspects, screen, question => ask(question, signal))
  const manifest = manifestFor(found, name, adopted)
  if (typed !== undefined && manifest.name !== typed)
    throw new BadUsage([`option --name is for a new manifest, and ${MANIFEST} is there, with the name ${manifest.name}`])
  for (const value of manifest.values.values()) if (!isOrdinary(value)) masks.add(value)
  const { files, findings, held } = planInit(found, manifest)
  for (const finding of findings) screen.warning(explained(finding))
  const shown = (path: string) => posix.join(dir, path)
  for (const file of files) screen.group(...pageOf(file, shown(file.path)))
  if (files.length === 0) screen.info('Nothing to write.')
  else if (!isAgreed) {
    if (ask === undefined) throw nobodyAnswers('init')
    if (!isYes(await ask(QUESTION, signal))) throw new UserError('not agreed to; nothing was changed')
  }
  for (const file of files) {
    await write(options, file)
    screen.info(`✓ write ${shown(file.path)}`)
  }
  screen.group('What is left to do', leftToDo(manifest, { held, dir, files, found }))
  return 0
}

/** As it was typed, or what the folder is called, as far as a manifest may be called so. */
function nameOf(typed: string | undefined, folder: string): string {
  const made = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 63)
  const name = schema.shape.name.safeParse(typed ?? (made || 'airflow'))
  if (!name.success) throw new BadUsage(name.error.issues.map(({ message }) => `option --name ${message}`))
  return name.data
}

/** Which of the suspects production also uses. */
async function decide(
  suspects: readonly Suspect[],
  screen: Screen,
  ask: (question: string) => Promise<string>
): Promise<readonly Named[]> {
  if (suspects.length === 0) return []
  screen.group(
    'These look like development. Which of them does production also use?',
    suspects.map(({ one, sign }, index) => `${index + 1}  ${one.kind}s.${one.name} (${placeText(one.at)}): ${sign}`)
  )
  for (;;) {
    const answer = (await ask('Numbers (such as 1 3), all, or Enter for none: ')).trim().toLowerCase()
    if (answer === 'all') return suspects.map(({ one }) => one)
    const numbers = answer.split(/[\s,]+/).filter(word => word !== '' && word !== 'none')
    const chosen = numbers.map(number => (/^\d+$/.test(number) ? suspects[Number(number) - 1]?.one : undefined))
    if (chosen.every(one => one !== undefined)) return chosen
    screen.info(`Each is a number from 1 to ${suspects.length}.`)
  }
}

/** The heading of a file, and what of it may be seen. */
function pageOf({ before, after, secrets }: PlannedFile, path: string): [heading: string, about: readonly string[]] {
  const what = before === undefined ? 'new' : 'changed'
  if (secrets === undefined) return [`${path} (${what})`, diffLines(before?.reveal() ?? '', after.reveal())]
  return [`${path} (${what}, readable by you alone)`, secrets.map(name => `${name}=***`)]
}

interface Done {
  readonly held: readonly string[]
  readonly dir: string
  readonly files: readonly PlannedFile[]
  readonly found: Found
}

/** Commands to paste, in their order, as far as somebody can be given one. */
function leftToDo({ needed, values, patterns }: ProjectManifest, { held, dir, files, found }: Done): readonly string[] {
  const others = needed
    .filter(({ name }) => !held.includes(name))
    .map(({ name, what, why }) => [name, [shellWord(what), why].filter(Boolean).join('; ')] as const)
  const [file, manifest, project] = [posix.join(dir, SECRETS_FILE), posix.join(dir, MANIFEST), dir].map(shellWord)
  const place = dir === '.' ? '' : ` --manifest ${manifest}`
  return [
    ...(held.length === 0 ? [] : [`gh secret set -f ${file} && rm ${file}  # ${counted(held.length, 'value')}`]),
    ...[...new Map(others)].map(([name, why]) => `gh secret set ${name}  # ${why}`),
    ...patterns.map(text => `${toBring(text)}.`),
    ...limitsOfGitHub([...new Set(needed.map(({ name }) => name))], values),
    `Read ${posix.join(dir, MANIFEST)} before you commit it: only you can recognize a password that is a plain word.`,
    ...(files.some(({ path, before }) => before === undefined && path.includes(DEPLOY_WORKFLOW))
      ? forTheWorkflows(found, place)
      : ['Do what the comments at the top of the workflows say.']),
    `${PROGRAM} check${dir === '.' ? '' : ` --project-dir ${project}`}${place}`
  ]
}

/** What both workflows of ours need before their first run. */
const forTheWorkflows = ({ repository = 'ORGANIZATION/REPOSITORY', branch, owner }: Found, place: string): readonly string[] => [
  'gh variable set VAULT_URL  # as runner and Deployment reach it',
  'gh variable set ASTRO_DEPLOYMENT_ID  # astro deployment list shows it',
  'gh secret set ASTRO_API_TOKEN  # of the Deployment, its Workspace or its Organization',
  `${PROGRAM} bootstrap --repository ${repository} --branch ${branch}${place} > setup.sh  # for the administrator of Vault`,
  ...(owner === undefined ? ['Replace OWNER in both workflows with the account that hosts astro-vault-action.'] : [])
]
