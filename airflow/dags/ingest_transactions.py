"""Order lines: loads the file that the dbt project declares for raw.transactions, and publishes it."""

from airflow.sdk import DAG
from mdp_tasks import INGEST_PARAMS, SETTINGS, load

with DAG("ingest_transactions", schedule="0 5 * * *", params=INGEST_PARAMS, tags=["ingest"], doc_md=__doc__, **SETTINGS):
    load("transactions", day_column="transaction_date")
