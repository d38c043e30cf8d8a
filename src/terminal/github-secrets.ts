import type { Secret } from '../base/secret.ts'
import { shellPlace, shellWord } from '../base/shell.ts'
import type { Needed } from '../imports/secret-names.ts'

/** GitHub's limits: secrets in a repository and in an environment, and bytes in each. */
const [MOST_SECRETS, MOST_BYTES] = [100, 48 * 1024]

/** Which secrets to create, and how the step gets them. */
export function advice(needed: readonly Needed[], values: ReadonlyMap<string, Secret>): string {
  if (needed.length === 0) return 'No value looks secret. Read the manifest before you commit it.\n'
  const create = needed.map(
    ({ name, what, at, isMasked }) =>
      `gh secret set ${name}  # ${shellWord(what)}, ${shellPlace(at)}${isMasked ? ', masked' : ''}`
  )
  const env = needed.map(({ name }) => `  ${name}: \${{ secrets.${name} }}`)
  const said = [
    ...limitsOfGitHub(
      needed.map(({ name }) => name),
      values
    ),
    ...needed.flatMap(({ name }) => (/[\r\n]$/.test(values.get(name)?.reveal() ?? '') ? [`${name} ${LINE_BREAK}`] : []))
  ]
  const elsewhere =
    'For values that GitHub cannot keep, use a file, sops or Vault instead of { env: … }: see "Sources" in docs/manifest.md.'
  return `
GitHub secrets to create (each command asks for the value; for a value with several lines, append \`< FILE\`):

${create.join('\n')}

For the step that runs the action:

env:
${env.join('\n')}

${maskedNote(needed)}${said.length > 0 ? `${[...said, elsewhere].join('\n')}\n\n` : ''}Values that read like words and numbers became constants, if every word of their names is known to be harmless. To keep another value that is not a secret, add --plain NAME. Read the manifest before you commit it.
`
}

/** Nobody finds these where the others are. */
function maskedNote(needed: readonly Needed[]): string {
  const count = needed.filter(({ isMasked }) => isMasked).length
  if (count === 0) return ''
  const [values, them, were] = count === 1 ? ['the value', 'it', 'it was'] : [`the ${count} values`, 'them', 'they were']
  return `Airflow does not show ${values} marked as masked: take ${them} from where ${were} set.\n\n`
}

const LINE_BREAK = 'ends with a line break, which `gh secret set` removes.'

/** Which of these secrets GitHub cannot keep. */
export function limitsOfGitHub(names: readonly string[], values: ReadonlyMap<string, Secret>): readonly string[] {
  const count = `These are ${names.length} secrets. GitHub keeps ${MOST_SECRETS} in a repository and another ${MOST_SECRETS} in each environment.`
  const sizes = names.map(name => ({ name, size: Buffer.byteLength(values.get(name)?.reveal() ?? '') }))
  return [
    ...(names.length > MOST_SECRETS ? [count] : []),
    ...sizes.flatMap(({ name, size }) =>
      size > MOST_BYTES
        ? [`${name} takes ${Math.ceil(size / 1024)} KiB. GitHub keeps ${MOST_BYTES / 1024} KiB in one secret.`]
        : []
    )
  ]
}
