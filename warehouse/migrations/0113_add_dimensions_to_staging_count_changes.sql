-- kind dimension names dimension_counts_minute; name holds the value.
ALTER TABLE staging.count_changes
    ADD COLUMN dimension text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN page_views bigint NOT NULL DEFAULT 0;

DROP FUNCTION IF EXISTS warehouse.copy_live_day(text, date, text, boolean);
