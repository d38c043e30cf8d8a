"""Reads the variable and the connection of the guide; Airflow asks Vault for both."""

from airflow.sdk import Connection, Variable, dag, task


@dag(schedule=None, catchup=False)
def read_back():
    @task
    def read() -> str:
        connection = Connection.get("my_connection")
        return f"{len(Variable.get('my_variable'))} characters, and {connection.host}"

    read()


read_back()
