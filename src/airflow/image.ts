import { readDockerfile } from './dockerfile.ts'
import { PROVIDER } from './provider.ts'
import { parseRequirement } from './requirement.ts'
import { type ProviderRequirement, providerRequirement } from './requirements.ts'

/** Returns the text of a file of the project, by its path with `/`; undefined if it does not exist. */
type Read = (path: string) => string | undefined

/**
 * The Airflow of the Astro Runtime that an image is built on, such as `2.10` or `3.1`; undefined if the name of the image does
 * not tell. Runtime 4 to 13 contain Airflow 2.2 to 2.11; later versions begin with that of Airflow.
 */
export function airflowOfImage(dockerfile: string): string | undefined {
  const { image = '' } = readDockerfile(dockerfile) ?? {}
  const [, old, since3] = /(?:^|\/)(?:astro-runtime:(\d+)\.\d+\.\d|(?:astro-)?runtime:([3-9]\.\d+)-\d)/.exec(image) ?? []
  if (since3 !== undefined) return since3
  const line = Number(old)
  return line >= 4 && line <= 13 ? `2.${line - 2}` : undefined
}

/**
 * Whether the image of an Astro project has Airflow's hashicorp provider. Astro's images install `requirements.txt` by
 * themselves, except those whose name ends in `-base`. In both, whatever the Dockerfile installs with `pip install` counts too.
 */
export function providerOfImage(read: Read): ProviderRequirement {
  const recipe = readDockerfile(read('Dockerfile') ?? '')
  const installed = (recipe?.runs ?? []).flatMap(installs)
  const named = installed.filter(({ kind }) => kind === 'name').map(({ word }) => parseRequirement(word))
  const versions = named.filter(one => one?.name === PROVIDER).map(one => one?.versions ?? '')
  if (versions.length > 0) return { carried: true, versions }

  const isBase = /-base(@|$)/.test(recipe?.image ?? '')
  const roots = new Set(installed.filter(({ kind }) => kind === 'file').map(({ word }) => word.replace(/^.*\//, '')))
  if (!isBase) roots.add('requirements.txt')
  const found = [...roots].map(root => providerRequirement(read, root))
  const carried = found.find(one => one.carried)
  if (carried !== undefined) return carried
  const problem = `is a base image, which does not install requirements.txt by itself; add \`RUN pip install -r requirements.txt\``
  if (isBase && roots.size === 0) return { carried: false, line: { file: 'Dockerfile', number: recipe?.line ?? 1, problem } }
  return found.find(one => !one.carried && one.line !== undefined) ?? { carried: false }
}

interface Installed {
  readonly kind: 'name' | 'file'
  readonly word: string
}

/** What the commands of a `RUN` pass to `pip install` or `uv pip install`. */
function installs(run: string): Installed[] {
  return run.split(/&&|\|\||[;|]/).flatMap(command => {
    const words = command.split(/[\s",[\]]+/).filter(word => word !== '')
    const pip = words.findIndex((word, index) => /^(.*\/)?pip\d?(\.\d+)?$/.test(word) && words[index + 1] === 'install')
    return pip < 0 ? [] : argumentsOf(words.slice(pip + 2))
  })
}

function argumentsOf(words: readonly string[]): Installed[] {
  return words.flatMap((word, index): Installed[] => {
    const plain = word.replace(/^'|'$/g, '')
    const file = /^(?:-r|--requirement)=?(.*)$/.exec(plain)
    if (file) return [{ kind: 'file', word: file[1] || (words[index + 1] ?? '') }]
    return plain.startsWith('-') ? [] : [{ kind: 'name', word: plain }]
  })
}
