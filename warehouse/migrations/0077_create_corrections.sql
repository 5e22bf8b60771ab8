-- The changes outlive a crash of the server once they count, and are read by time.
ALTER TABLE staging.count_changes SET LOGGED;
CREATE INDEX count_changes_bucket ON staging.count_changes (run_id, bucket);
CREATE INDEX live_counts_bucket ON staging.live_counts (bucket);

CREATE TABLE warehouse.corrections (
    run_id  text COLLATE "C" PRIMARY KEY,
    from_at timestamptz      NOT NULL
);

COMMENT ON TABLE warehouse.corrections IS
    'The run of reprocess whose changes (staging.count_changes) count from from_at on and are not in the tables of counts yet; empty but '
    'for the minutes after a day in which very many rows changed.';

DROP FUNCTION IF EXISTS warehouse.clear_staging(), warehouse.lake_day(text, boolean), warehouse.compare_day(text, date, boolean),
    warehouse.apply_part(text, timestamptz, timestamptz),
    warehouse.apply_day(text, timestamptz, date, date, text, date, boolean, timestamptz);
