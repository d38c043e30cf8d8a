import type { Capability, Permission } from '../../vault/permission.ts'

/** One path of a policy, with all that is needed of it. */
export interface PolicyRule {
  readonly path: string
  readonly capabilities: readonly Capability[]
  readonly comment: string
}

/** One line for each path, in the order in which the paths come. */
export function rulesOf(permissions: readonly Permission<never>[]): PolicyRule[] {
  const paths = [...new Set(permissions.map(({ path }) => path))]
  return paths.map(path => {
    const here = permissions.filter(permission => permission.path === path)
    return {
      path,
      capabilities: [...new Set(here.flatMap(({ capabilities }) => capabilities))].sort(),
      comment: `to ${[...new Set(here.map(({ why }) => why))].join(', ')}`
    }
  })
}

/** Lines as a policy has them, in HCL, each under a comment that says what it is for. */
export const hcl = (lines: readonly PolicyRule[]): string => lines.map(line => `# ${line.comment}\n${rule(line)}\n`).join('')

/** The least policy, with optional rules as comments. */
export function leastPolicy(permissions: readonly Permission<never>[]): string {
  const needed = rulesOf(permissions.filter(({ when }) => when !== 'optional'))
  const rest = rulesOf(permissions.filter(({ when }) => when === 'optional'))
  const optional = rest.map(line => `# optional, ${line.comment}\n# ${rule(line)}\n`).join('')
  return hcl(needed) + optional
}

function rule({ path, capabilities }: PolicyRule): string {
  return `path "${path}" { capabilities = [${capabilities.map(capability => `"${capability}"`).join(', ')}] }`
}
