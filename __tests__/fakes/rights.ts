import { chmodSync, statSync } from 'node:fs'

/** Lets `act` run while nobody may read a file or folder; root, who may read everything, is nobody meanwhile. */
export async function withoutRights<T>(path: string, act: () => Promise<T>): Promise<T> {
  const { mode } = statSync(path)
  const isRoot = process.getuid?.() === 0
  chmodSync(path, 0)
  if (isRoot) process.seteuid?.(65_534)
  try {
    return await act()
  } finally {
    if (isRoot) process.seteuid?.(0)
    chmodSync(path, mode)
  }
}
