"""Page views: loads the file that the dbt project declares for raw.pageviews, and publishes it."""

from airflow.sdk import DAG
from mdp_tasks import INGEST_PARAMS, SETTINGS, load

with DAG("ingest_pageviews", schedule="0 5 * * *", params=INGEST_PARAMS, tags=["ingest"], doc_md=__doc__, **SETTINGS):
    load("pageviews", day_column="event_time")
