"""When work is done: one job over all assets, every morning and when something arrives in the landing folder."""

import hashlib

import dagster as dg

from assets.landing import listing
from assets.report import end_run
from assets.resources import Home

JOB = "bring_up_to_date"


@dg.failure_hook(required_resource_keys={"warehouse"})
def record_failure(context: dg.HookContext) -> None:
    """Write the failure of a run down in the warehouse, where people who don't see Dagster look."""
    with context.resources.warehouse.get_connection() as con:
        end_run(con, context.run_id, False, {"failed": context.op.name})


job = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all(),
    description="Đưa mọi giai đoạn lên mới nhất, từ văn bản đến kho công bố. Chỉ tính những gì mới. / "
    "Bring every stage up to date, from documents to the published warehouse. Only what is new is computed.",
    hooks={record_failure},
)

daily = dg.ScheduleDefinition(
    name="daily",
    job=job,
    cron_schedule="0 6 * * *",
    execution_timezone="Asia/Ho_Chi_Minh",
    description="6 giờ sáng mỗi ngày / Every day at 6 in the morning",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)


@dg.sensor(
    name="landing",
    job=job,
    minimum_interval_seconds=30,
    description="Chạy khi thư mục landing có gì mới / Runs when the landing folder has changed",
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def landing_sensor(context: dg.SensorEvaluationContext, home: Home) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run when the files of the landing folder are others than at the last look."""
    files = listing(home.landing)
    seen = hashlib.sha256(files.write_csv().encode()).hexdigest()
    if files.is_empty() or seen == context.cursor:
        return dg.SkipReason("Không có gì mới / Nothing new")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=seen)], cursor=seen)
