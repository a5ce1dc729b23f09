"""Builds the dashboards from what was published last. Skipped with a word when Evidence is not installed."""

from airflow.sdk import DAG, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException
from mdp_tasks import AS_OF, DASHBOARDS, MARTS, ROOT, SETTINGS, note, run

with DAG("build_evidence", schedule=MARTS, params={"as_of": AS_OF}, tags=["evidence"], doc_md=__doc__, **SETTINGS):

    def dashboards(verb: str):
        if not (ROOT / "evidence" / "node_modules").is_dir():
            raise AirflowSkipException("Evidence is not installed; ./setup.sh --full installs it")
        as_of = get_current_context()["params"]["as_of"]
        run([str(ROOT / "tools" / "dashboards"), verb], env={"MDP_AS_OF": as_of} if as_of else None)

    @task
    def sources():
        dashboards("sources")

    @task(outlets=[DASHBOARDS])
    def build():
        dashboards("pages")
        return note(DASHBOARDS, {"pages": len(list((ROOT / "evidence" / "build").glob("**/index.html")))})

    sources() >> build()
