import * as z from 'zod/mini'
import { mountPathProblem } from '../astro/mount-path.ts'
import { isNewEnough, OLDEST, releaseIn, TESTED } from '../astro/version.ts'
import { seconds } from '../base/duration.ts'
import { withoutEnd, withoutEnds } from '../base/ends.ts'
import { isServerUrl, NO_SERVER_URL, vaultUrlProblem } from '../vault/address.ts'

/** What an input accepts. */
export interface Form {
  /** Completes "must be …"; docs/inputs.md shows it. */
  readonly form: string
  /** Masked as soon as it is read. */
  readonly secret?: boolean
}

export const FORMS = z.registry<Form>()

/** An input that `read` parses. If that returns undefined, `message` says what the input must be; the default is its form. */
function field<T>(
  form: string,
  read: (text: string) => T | undefined,
  message: (text: string) => string | undefined = () => undefined
) {
  const type = z.pipe(
    z.string(),
    z.transform((text, context): T => {
      const value = read(text)
      if (value === undefined)
        context.issues.push({ code: 'custom', message: message(text) ?? `must be ${form.replaceAll('`', '')}`, input: text })
      return value as T
    })
  )
  FORMS.add(type, { form })
  return type
}

/** Marks an input as a secret. */
export function secret<T extends z.core.$ZodType>(type: T): T {
  FORMS.add(type, { form: 'text', ...FORMS.get(type), secret: true })
  return type
}

export const text = () => field('text', given => given)
/** An id or a name. Where it is an argument of a command, a leading `-` would make it an option. */
export const name = () =>
  field(
    'text',
    given => (given.startsWith('-') ? undefined : given),
    () => 'must not begin with -'
  )

export const textOr = (fallback: string) => field('text', given => given || fallback)

export const pathOr = (fallback: string) => field('a path', given => given || fallback)

/** GitHub takes 255 characters for the name of an environment. */
export const environment = () =>
  field('the name of an environment, at most 255 characters', given => (/^[^\p{Cc}]{0,255}$/u.test(given) ? given : undefined))

/** An HTTP header accepts nothing else. */
export const line = () => field('one line of ASCII', given => (/^[\x20-\x7e]*$/.test(given) ? given : undefined))

export const pem = () => field('PEM text, its base64, or the path of a PEM file', given => given)

const FLAGS = new Map([
  ['true', true],
  ['false', false]
])
export const flag = (fallback: boolean) => field('`true` or `false`', given => (given === '' ? fallback : FLAGS.get(given)))

export const oneOf = <T extends string>(values: readonly T[], fallback: T) =>
  field(`one of ${values.map(value => `\`${value}\``).join(', ')}`, given =>
    given === '' ? fallback : values.find(value => value === given)
  )

/** Longer than any job may run. Node's timers are limited to 24 days. */
const LONGEST = 5 * 86_400

/** In seconds. Without `least`, 0 means not at all. */
export const duration = (fallback: string, least = 0) =>
  field(
    `a duration such as \`90s\`, \`10m\` or \`1h\`, ${least === 0 ? 'at most `5d`' : `from \`${least}s\` to \`5d\``}`,
    given => {
      const parsed = seconds(given === '' ? fallback : given)
      return parsed === undefined || parsed > LONGEST || parsed < least ? undefined : parsed
    },
    given => ((seconds(given) ?? least) < least ? `must be at least ${least}s` : undefined)
  )

const DAY = 86_400

/** How long something lives, in seconds. */
export const lifetime = (fallback: string) =>
  field('a duration from `1h` to `90d`', given => {
    const parsed = seconds(given === '' ? fallback : given)
    return parsed === undefined || parsed < DAY / 24 || parsed > 90 * DAY ? undefined : parsed
  })

/**
 * A branch, by its name or as GitHub's `refs/heads/…`, or the number of a pull request. A branch that is called like a number keeps
 * `refs/heads/`: nothing else tells it from the pull request.
 */
export const branch = () =>
  field('a branch, or the number of a pull request', given => {
    const name = given.replace(/^refs\/heads\/(?![1-9]\d*$)/, '')
    return name === '' || /^[^\s\p{C}~^:?*[\\]{1,200}$/u.test(name) ? name : undefined
  })

/** Names, or `all`; nothing if it is empty. */
export const names = () =>
  field('`all`, or names separated by commas or line breaks', given => {
    if (given === '' || given === 'all') return given
    const listed = given.split(/[,\n]/).flatMap(one => one.trim() || [])
    return listed.length === 0 ? undefined : [...new Set(listed)]
  })

export const count = (fallback: number, most: number) =>
  field(`a number from \`1\` to \`${most}\``, given => {
    const parsed = Number(/^\d{1,4}$/.exec(given === '' ? String(fallback) : given)?.[0])
    return parsed >= 1 && parsed <= most ? parsed : undefined
  })

/** As a fraction of 1. */
export const percent = (fallback: number) =>
  field('a percentage from `0` to `100`', given => {
    const parsed = Number(/^(\d{1,3}) ?%?$/.exec(given === '' ? String(fallback) : given)?.[1])
    return parsed <= 100 ? parsed / 100 : undefined
  })

/** Without trailing slashes. */
export const url = () =>
  field(
    'a URL',
    given => (given === '' || isServerUrl(given) ? withoutEnd(given, '/') : undefined),
    () => NO_SERVER_URL
  )

/** The same, without the paths of Vault's own API and pages. */
export const vaultUrl = () =>
  field(
    'a URL',
    given => (given === '' || vaultUrlProblem(given) === undefined ? withoutEnd(given, '/') : undefined),
    given => vaultUrlProblem(given) ?? ''
  )

/** Without a leading `auth/`, and without slashes around it. */
export const authMount = () =>
  field('the path of an auth method, such as `ci/approle`', given => {
    const mount = withoutEnds(given.replace(/^auth\//, ''), '/')
    return mount === '' || mount.split('/').every(part => !/^\.{0,2}$/.test(part)) ? mount : undefined
  })

/** Without trailing slashes. */
export const mountPath = () =>
  field(
    'an absolute path, such as `/usr/local/airflow/dbt/shop`',
    given => (given === '' || mountPathProblem(given) === undefined ? withoutEnd(given, '/') : undefined),
    given => mountPathProblem(given)
  )

/** A release of the astro CLI, without a leading `v`. */
export const cliVersion = () =>
  field(
    `one release from \`${OLDEST}\` on, such as \`${TESTED}\``,
    given => {
      const version = given === '' ? '' : releaseIn(given)
      return version === undefined || (version !== '' && !isNewEnough(version)) ? undefined : version
    },
    given =>
      releaseIn(given) === undefined
        ? `must be one release, such as ${TESTED}: no range, no prerelease, and not latest`
        : `must be ${OLDEST} or newer`
  )

/** In lower case, without the `sha256:` that GitHub shows before it. */
export const sha256 = () =>
  field('the SHA-256 of a file, 64 hexadecimal digits', given =>
    given === '' ? '' : /^(?:sha256:)?([0-9a-f]{64})$/i.exec(given)?.[1]?.toLowerCase()
  )
