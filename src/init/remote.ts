import { type GitOptions, originUrl } from '../project/git.ts'

const GITHUB: ReadonlySet<string> = new Set(['github.com', 'www.github.com', 'ssh.github.com'])

/**
 * The repository on github.com that a folder is pushed to, such as `example/pipelines`: that of the remote `origin`. Undefined without
 * one, and for another host. GitHub may spell it in another case.
 */
export async function repositoryOf(options: GitOptions): Promise<string | undefined> {
  const url = await originUrl(options)
  return url === undefined ? undefined : repositoryIn(url)
}

/** The same in the address of a remote, in any form that git takes. */
export function repositoryIn(address: string): string | undefined {
  const [, host = '', path = ''] = /^[\w.-]+@([\w.-]+):([^\s]*)$/.exec(address) ?? []
  const url = host === '' ? address : `ssh://${host}/${path.replace(/^\//, '')}`
  if (!URL.canParse(url)) return undefined
  const { hostname, pathname } = new URL(url)
  if (!GITHUB.has(hostname)) return undefined
  return /^\/([\w-]+\/[\w.-]+)$/.exec(pathname.replace(/\/$/, '').replace(/\.git$/, ''))?.[1]
}
