"""Builds and tests the models with dbt in a copy of the warehouse, and publishes the copy when all has passed.

A fresh load of any source starts it. With `model` only that model and what it is made of are built and tested; the rest stays as it was.
"""

from airflow.sdk import DAG, AssetAny, Param, task
from mdp_tasks import AS_OF, MARTS, RAW, SETTINGS, dbt, publish_staged, stage_copy

PARAMS = {
    "as_of": AS_OF,
    "model": Param(
        None, type=["null", "string"], pattern="^[a-z0-9_]+$", title="Model", description="Only this model and what it is made of; empty: all."
    ),
}


def selection(folders: tuple[str, ...], params: dict) -> list[str]:
    paths = [f"path:models/{folder}" for folder in folders]
    return [f"{path},+{params['model']}" if params["model"] else path for path in paths]


STAGING = ("staging",)
MARTS_AND_METRICS = ("marts", "semantic")  # what metrics are measured on reads the marts


with DAG("run_dbt", schedule=AssetAny(*RAW.values()), params=PARAMS, tags=["dbt"], doc_md=__doc__, **SETTINGS):

    @task
    def stage():
        stage_copy()

    @task
    def staging_run(params: dict | None = None):
        dbt("run", "--select", *selection(STAGING, params))

    @task
    def staging_test(params: dict | None = None):
        # tests that also need marts wait for these
        dbt("test", "--select", *selection(STAGING, params), "--indirect-selection", "cautious")

    @task
    def marts_run(params: dict | None = None):
        dbt("run", "--select", *selection(MARTS_AND_METRICS, params))

    @task
    def marts_test(params: dict | None = None):
        dbt("test", "--select", *selection(MARTS_AND_METRICS, params))

    @task(outlets=[MARTS])
    def publish():
        return publish_staged()

    stage() >> staging_run() >> staging_test() >> marts_run() >> marts_test() >> publish()
