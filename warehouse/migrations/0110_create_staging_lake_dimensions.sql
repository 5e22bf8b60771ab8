CREATE UNLOGGED TABLE staging.lake_dimensions (
    run_id     text COLLATE "C" NOT NULL,
    minute     bigint           NOT NULL,
    part       int              NOT NULL,
    sources    text[]           NOT NULL,
    dimensions text[]           NOT NULL,
    values     text[]           NOT NULL,
    currencies text[]           NOT NULL,
    events     bigint[]         NOT NULL,
    page_views bigint[]         NOT NULL,
    revenues   numeric(28, 4)[] NOT NULL
);

ALTER TABLE staging.lake_dimensions
    ALTER COLUMN sources SET STORAGE EXTERNAL,
    ALTER COLUMN dimensions SET STORAGE EXTERNAL,
    ALTER COLUMN values SET STORAGE EXTERNAL,
    ALTER COLUMN currencies SET STORAGE EXTERNAL,
    ALTER COLUMN events SET STORAGE EXTERNAL,
    ALTER COLUMN page_views SET STORAGE EXTERNAL,
    ALTER COLUMN revenues SET STORAGE EXTERNAL;

COMMENT ON TABLE staging.lake_dimensions IS
    'What the lake holds of the dimensions of the day that reprocess corrects: the sums of a part of a minute, as arrays with an element '
    'for each.';
