"""Runs a program on a terminal of its own: at_terminal.py KEYS PROGRAM ARG... Types KEYS when it asks, prints what the terminal shows."""
import os
import pty
import sys

keys, *command = sys.argv[1:]
child, screen = pty.fork()
if child == 0:
    os.execvp(command[0], command)
shown = b""
while True:
    try:
        part = os.read(screen, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
    if keys and b"[y/N]" in shown:
        os.write(screen, keys.encode())
        keys = ""
sys.stdout.buffer.write(shown)
sys.stdout.flush()
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status))
