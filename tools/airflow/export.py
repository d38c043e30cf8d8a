"""Exports connections and variables with Airflow's own commands, and tells what Airflow itself reads in those files.

Started with a private `AIRFLOW_HOME`, whose database it makes. Takes {"connections": {id: fields}, "variables": {key: text},
"descriptions": {key: text}} on stdin and prints one JSON object on stdout: {"files": {name: text}, "stored": {id: fields},
"reads": {name: {id: fields or null}}, "variables": {key: text}}. Logs go to stderr.
"""

import json
import os
import sys
from pathlib import Path

# Airflow logs to stdout while it is imported, and its commands report there.
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

from airflow.cli import cli_parser
from airflow.models import Connection, Variable
from airflow.secrets.local_filesystem import load_connections_dict
from airflow.utils.session import create_session

parser = cli_parser.get_parser()


def airflow(*words):
    args = parser.parse_args(words)
    args.func(args)


def fields(connection):
    names = ("conn_type", "host", "login", "password", "schema", "port", "extra")
    return {name: getattr(connection, name) for name in names}


asked = json.load(sys.stdin)
airflow("db", "migrate")
with create_session() as session:
    for conn_id, given in asked["connections"].items():
        session.add(Connection(conn_id=conn_id, **given))
for key, text in asked["variables"].items():
    Variable.set(key, text, asked["descriptions"].get(key))

folder = Path(os.environ["AIRFLOW_HOME"], "exports")
folder.mkdir()
airflow("connections", "export", str(folder / "connections.json"))
airflow("connections", "export", str(folder / "connections.yaml"))
airflow("connections", "export", str(folder / "connections-uri.env"), "--serialization-format", "uri")
airflow("connections", "export", str(folder / "connections-json.env"), "--serialization-format", "json")
airflow("variables", "export", str(folder / "variables.json"))

def of_uri(line):
    """Airflow cannot read every URI that it writes."""
    conn_id, uri = line.split("=", 1)
    try:
        return conn_id, fields(Connection(conn_id=conn_id, uri=uri))
    except Exception:
        return conn_id, None


with create_session() as session:
    json.dump(
        {
            "files": {path.name: path.read_text() for path in folder.iterdir()},
            "stored": {connection.conn_id: fields(connection) for connection in session.query(Connection)},
            "reads": {
                **{
                    name: {conn_id: fields(read) for conn_id, read in load_connections_dict(str(folder / name)).items()}
                    for name in ("connections.json", "connections.yaml")
                },
                "connections-uri.env": dict(map(of_uri, (folder / "connections-uri.env").read_text().splitlines())),
            },
            "variables": {variable.key: variable.val for variable in session.query(Variable)},
        },
        answer,
    )
answer.flush()
