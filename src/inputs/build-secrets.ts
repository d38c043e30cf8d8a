import type { Finding } from '../base/finding.ts'
import { mistake } from './mistake.ts'
import type { RawInputs } from './schema.ts'

/** What docker's `--secret` takes. A value is not among it, so none can be written here by mistake. */
const KEYS: ReadonlySet<string> = new Set(['id', 'src', 'source', 'env', 'type'])

/** One spec of docker's `--secret` on each line; none is empty. */
export const buildSecrets = ({ 'build-secrets': text }: Pick<RawInputs, 'build-secrets'>): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** Never quotes a line: somebody may have written a value. */
export function buildSecretMistakes(raw: Pick<RawInputs, 'build-secrets'>): Finding[] {
  const wrong = buildSecrets(raw).findIndex(spec => !isSpec(spec))
  if (wrong < 0) return []
  return [
    mistake(
      'build-secrets',
      `has a line (the ${wrong + 1}. that is not empty) that is no build secret`,
      'Write one on each line, such as `id=pip,env=PIP_TOKEN` or `id=netrc,src=.netrc`.'
    )
  ]
}

function isSpec(spec: string): boolean {
  const keys = spec.split(',').map(part => /^(\w+)=[^,\s]+$/.exec(part)?.[1] ?? '')
  return keys.every(key => KEYS.has(key)) && keys.filter(key => key === 'id').length === 1
}
