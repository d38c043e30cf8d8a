/** What Python reports about itself in an image of Astro Runtime. */
const LINUX: Readonly<Record<string, string>> = {
  os_name: 'posix',
  sys_platform: 'linux',
  'sys.platform': 'linux',
  'os.name': 'posix',
  platform_system: 'Linux',
  platform_python_implementation: 'CPython',
  implementation_name: 'cpython',
  extra: ''
}

/** Nobody writes a longer one; its parentheses would exhaust the stack. */
const LONGEST = 2_000

/**
 * Whether an environment marker (PEP 508) can be true in an image. False only if it is true in none, such as `sys_platform ==
 * "win32"`; one that depends on the version of Python or on the machine may be true.
 */
export function canHold(marker: string): boolean {
  if (marker.length > LONGEST) return true
  const words = marker.match(/\(|\)|'[^']*'|"[^"]*"|===|[~!<>=]=|[<>]|[\w.]+/g) ?? []
  let at = 0
  const any = (): boolean => {
    let holds = all()
    while (words[at] === 'or') {
      at++
      holds = all() || holds
    }
    return holds
  }
  const all = (): boolean => {
    let holds = one()
    while (words[at] === 'and') {
      at++
      holds = one() && holds
    }
    return holds
  }
  const one = (): boolean => {
    if (words[at] !== '(') return comparison()
    at++
    const holds = any()
    at++
    return holds
  }
  const comparison = (): boolean => {
    const left = sideOf(words[at++])
    let operator = words[at++]
    if (operator === 'not') operator = `not ${words[at++]}`
    return compare(left, operator, sideOf(words[at++]))
  }
  return any()
}

const sideOf = (word = ''): string | undefined => (/^['"]/.test(word) ? word.slice(1, -1) : LINUX[word])

/** With an unknown side, and with versions, any comparison may be true. */
function compare(left: string | undefined, operator: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return true
  switch (operator) {
    case '==':
    case '===':
      return left === right
    case '!=':
      return left !== right
    case 'in':
      return right.includes(left)
    case 'not in':
      return !right.includes(left)
    default:
      return true
  }
}
