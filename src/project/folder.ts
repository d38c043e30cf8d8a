import { statSync } from 'node:fs'
import { UserError } from '../base/errors.ts'
import { type GitOptions, lastSubject } from './git.ts'

export interface FolderToRead extends GitOptions {
  /** The input that names it. */
  readonly input: string
  /** Of the deploy; empty for the first line of the last commit's message. */
  readonly description: string
}

/** The folder of a project, whatever it is a project of, and the description of its deploy. Throws a `UserError`. */
export async function readFolder({ input, description, ...git }: FolderToRead) {
  const dir = git.projectDir
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${input} ${dir} is not a folder in the workspace`, {
      hint: `Check the input \`${input}\`, and that a checkout step comes before this one.`
    })
  return { dir, description: shorten(description || ((await lastSubject(git)) ?? 'Deployed by astro-vault-action')) }
}

/** By characters, not bytes: the CLI would cut a default description inside one. */
function shorten(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()]
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : characters.join('')
}
