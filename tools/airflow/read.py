"""Reads variables and connections through the secrets backend that Airflow builds from its environment.

Started with the Deployment's variables in the environment (`AIRFLOW__SECRETS__BACKEND` and so on) and a private
`AIRFLOW_HOME`, and with "server" or "task" as its only argument: Airflow 3 gives its components and its tasks connections of
two classes, Airflow 2 has one. Takes one request a line on stdin and answers each with one line on stdout, until stdin ends:

{"variables": [name], "connections": [id], "uris": [URI]}
{"backend": class, "variables": {name: value or null}, "connections": {id: fields or null}, "uris": [fields or null],
 "raised": {"variables/name": text, "connections/id": text, "uris/0": text}}

A URI is parsed by Airflow's own Connection. What an exception was raised for is null, and its text is in `raised`. Logs go to
stderr. A backend that cannot be built ends this with a traceback and exit code 1.
"""

import json
import os
import sys

# Airflow logs to stdout while it is imported.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

if sys.argv[1] == "task":
    from airflow.sdk.configuration import conf, ensure_secrets_loaded
    from airflow.sdk.definitions.connection import Connection
else:
    from airflow.configuration import conf, ensure_secrets_loaded
    from airflow.models import Connection

# Airflow compiles all secrets it has ever seen into one pattern, to mask them in its logs, and does so again at each new one.
for module in list(sys.modules.values()):
    if module.__name__.endswith(".secrets_masker") and hasattr(module, "SecretsMasker"):
        module.SecretsMasker.add_mask = lambda *_, **__: None

NAMES = ("conn_type", "host", "login", "password", "schema", "port", "extra", "description")


def configured_backend():
    wanted = conf.getimport("secrets", "backend")
    for backend in ensure_secrets_loaded():
        if wanted and type(backend) is wanted:
            return backend
    raise SystemExit("Airflow has no secrets backend: set AIRFLOW__SECRETS__BACKEND.")


def fields(connection):
    if connection is None:
        return None
    return {name: getattr(connection, name) for name in NAMES} | {"extra_dejson": connection.extra_dejson}


def parsed(uri):
    parse = getattr(Connection, "from_uri", None)
    return fields(parse(uri, conn_id="a") if parse else Connection(conn_id="a", uri=uri))


def answer(asked):
    raised = {}

    def attempt(place, read, name):
        try:
            return read(name)
        except Exception as error:
            raised[place] = f"{type(error).__name__}: {error}"

    variables, connections, uris = (asked.get(kind, []) for kind in ("variables", "connections", "uris"))
    return {
        "backend": f"{type(backend).__module__}.{type(backend).__qualname__}",
        "variables": {name: attempt(f"variables/{name}", backend.get_variable, name) for name in variables},
        "connections": {
            name: attempt(f"connections/{name}", lambda id: fields(backend.get_connection(id)), name) for name in connections
        },
        "uris": [attempt(f"uris/{index}", parsed, uri) for index, uri in enumerate(uris)],
        "raised": raised,
    }


backend = configured_backend()
for line in sys.stdin:
    json.dump(answer(json.loads(line)), answers)
    answers.write("\n")
    answers.flush()
