/** Loaded into a Node process with `--import`: when it ends, it writes its peak of resident memory in kB into $BENCH_PEAK_FILE. */
import { readFileSync, writeFileSync } from 'node:fs'

process.on('exit', () => {
  const file = process.env['BENCH_PEAK_FILE']
  if (file) writeFileSync(file, String(peak()))
})

/** On Linux maxRSS begins with the size of the process that spawned this one; VmHWM does not. */
function peak() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}
