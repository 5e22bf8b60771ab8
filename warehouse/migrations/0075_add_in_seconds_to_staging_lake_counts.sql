ALTER TABLE staging.lake_counts ADD COLUMN in_seconds boolean NOT NULL DEFAULT true;

COMMENT ON COLUMN staging.lake_counts.in_seconds IS
    'False for events of the historical topic: they count per minute only, and are never late.';
