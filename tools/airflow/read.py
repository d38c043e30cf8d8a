"""Reads variables and connections through the secrets backend that Airflow builds from its environment.

Started with the Deployment's variables in the environment (`AIRFLOW__SECRETS__BACKEND` and so on) and a private
`AIRFLOW_HOME`. Takes {"variables": [name], "connections": [id]} on stdin and prints one JSON object on stdout:
{"backend": class, "variables": {name: value or null}, "connections": {id: fields or null}}. Logs go to stderr.
What the backend raises, for instance when its login is refused, ends this with a traceback and exit code 1.
"""

import json
import os
import sys

# Airflow logs to stdout while it is imported.
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

from airflow.configuration import conf, ensure_secrets_loaded


def configured_backend():
    wanted = conf.getimport("secrets", "backend")
    for backend in ensure_secrets_loaded():
        if wanted and type(backend) is wanted:
            return backend
    raise SystemExit("Airflow has no secrets backend: set AIRFLOW__SECRETS__BACKEND.")


def fields(connection):
    if connection is None:
        return None
    names = ("conn_type", "host", "login", "password", "schema", "port", "extra")
    return {name: getattr(connection, name) for name in names} | {"extra_dejson": connection.extra_dejson}


asked = json.load(sys.stdin)
backend = configured_backend()
json.dump(
    {
        "backend": f"{type(backend).__module__}.{type(backend).__qualname__}",
        "variables": {name: backend.get_variable(name) for name in asked["variables"]},
        "connections": {name: fields(backend.get_connection(name)) for name in asked["connections"]},
    },
    answer,
)
answer.flush()
