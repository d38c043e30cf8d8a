import type { Part } from '../astro/deploy-types.ts'
import type { Finding } from '../base/finding.ts'

/** What a check looks at. */
export interface Checkout {
  readonly dir: string
  /** Tracked files with uncommitted changes, but for what the CLI itself has changed. */
  readonly dirty: readonly string[]
}

/** What should be known of a deploy. `parts`: only of one that ships one of these; absent: of any. */
export interface Remark extends Finding {
  readonly parts?: readonly Part[]
}

/** Why a deploy would do nothing, ship nothing, or go elsewhere. A check that two parts share is one function, and runs once. */
export type Check = (checkout: Checkout) => readonly Finding[]

/** One part of a project, as `astro` ships it. */
export interface ProjectPart {
  /** Which of these files of the project belong to it: paths below the project, with `/` between segments. */
  readonly consistsOf: (projectDir: string, files: readonly string[]) => readonly string[]
  readonly checks: readonly Check[]
}

export const obstacle = (subject: string, message: string, hint: string): Finding => ({
  severity: 'error',
  subject,
  message,
  hint
})
