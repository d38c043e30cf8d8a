"""Runs a program on a terminal of its own, of 80 columns: at_terminal.py KEYS PROGRAM ARG... Types the next line of KEYS each time it asks, prints what the terminal shows."""
import os
import pty
import sys
import termios

keys, *command = sys.argv[1:]
lines = keys.splitlines(keepends=True)
child, screen = pty.fork()
if child == 0:
    termios.tcsetwinsize(0, (24, 80))
    os.execvp(command[0], command)
shown = b""
typed = 0
while True:
    try:
        part = os.read(screen, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
    while typed < min(len(lines), shown.count(b"[y/N]")):
        os.write(screen, lines[typed].encode())
        typed += 1
sys.stdout.buffer.write(shown)
sys.stdout.flush()
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status))
