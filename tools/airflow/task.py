"""Runs one task of a DAG without a database and a scheduler.

Takes {"text": what is in its file, "dag": name of the function that makes it, "task": its id} on stdin and prints what the
task prints, as JSON text.
"""

import contextlib
import io
import json
import os
import sys

# Airflow logs to stdout while it is imported.
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

asked = json.load(sys.stdin)
names = {"__name__": "dag"}
exec(compile(asked["text"], "dag.py", "exec"), names)
task = names[asked["dag"]]().get_task(asked["task"])
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    task.python_callable()
json.dump(printed.getvalue(), answer)
