"""Reads one variable and one connection; Airflow asks Vault for both."""

import pendulum
from airflow.sdk import Connection, Variable, dag, task


@dag(schedule="@daily", start_date=pendulum.datetime(2026, 1, 1), catchup=False)
def hello():
    @task
    def greet() -> str:
        warehouse = Connection.get("warehouse")
        return f"{Variable.get('greeting')}: the warehouse is {warehouse.host}"

    greet()


hello()
