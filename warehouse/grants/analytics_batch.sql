-- Batch jobs read everything but the write keys, maintain the partitions, and write only through functions and to staging.
REVOKE ALL ON ALL TABLES IN SCHEMA warehouse, reporting FROM analytics_batch;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA warehouse, reporting FROM analytics_batch;
GRANT USAGE ON SCHEMA warehouse, reporting TO analytics_batch;
GRANT SELECT ON ALL TABLES IN SCHEMA warehouse, reporting TO analytics_batch;
REVOKE SELECT ON warehouse.api_keys FROM analytics_batch;
REVOKE ALL ON ALL TABLES IN SCHEMA staging FROM analytics_batch;
GRANT USAGE ON SCHEMA staging TO analytics_batch;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA staging TO analytics_batch;
GRANT EXECUTE ON FUNCTION
    warehouse.begin_batch_run(text, text, text, timestamptz, text),
    warehouse.end_batch_run(text, int, bigint, text),
    warehouse.queue_push(text, text, text, text),
    warehouse.take_pushes(),
    warehouse.record_push(bigint, text),
    warehouse.take_schedule_lock(),
    warehouse.lock_holder(text),
    warehouse.days_to_report(date[]),
    warehouse.begin_report_day(date, text, timestamptz),
    warehouse.add_daily_summary(text),
    warehouse.add_retention(text),
    warehouse.add_funnel_steps(text),
    warehouse.add_path_steps(text),
    warehouse.add_page_times(text),
    warehouse.add_attribution(text),
    warehouse.erase_sessions(text[], text[], text, date, date, text[], text[]),
    warehouse.erase_dead_letters(text),
    warehouse.client_texts(),
    warehouse.find_texts(text, text, timestamptz, timestamptz),
    warehouse.count_texts(text, text[], text, timestamptz, timestamptz),
    warehouse.erase_texts(text, text[], text, timestamptz, timestamptz),
    warehouse.record_erasure(text, bytea, text, text),
    warehouse.set_retention(text, text, int),
    warehouse.record_removals(text, text[], date[]),
    warehouse.expire_sessions(boolean),
    warehouse.maintain(),
    warehouse.delete_old_rows(),
    warehouse.kept_since(text),
    warehouse.lake_keeps(date, text, boolean),
    warehouse.visitors_removed(text, date),
    reporting.unchecked_days(text),
    warehouse.ledger_positions(text),
    warehouse.lock_reprocess(),
    warehouse.copy_live_day(text, date, text, boolean, text[], text[]),
    warehouse.clear_staging(text),
    warehouse.compare_day(text, date),
    warehouse.apply_day(text, timestamptz, date, date, text, date, boolean, int),
    warehouse.fold_correction(int)
TO analytics_batch;
