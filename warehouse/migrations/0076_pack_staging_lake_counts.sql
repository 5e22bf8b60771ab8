-- Arrays carry hundreds of counts in a row: a row of its own for each costs Spark's JDBC writer and PostgreSQL several times as much.
-- Arrays are stored as they are: compressing them takes longer than writing them.
DROP TABLE staging.lake_counts;

CREATE UNLOGGED TABLE staging.lake_counts (
    run_id      text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    minute      bigint           NOT NULL,
    part        int              NOT NULL,
    seconds     bigint[]         NOT NULL,
    sources     text[]           NOT NULL,
    names       text[]           NOT NULL,
    countries   text[]           NOT NULL,
    devices     text[]           NOT NULL,
    currencies  text[]           NOT NULL,
    events      bigint[]         NOT NULL,
    revenues    numeric(28, 4)[] NOT NULL,
    oldest_ms   bigint[]         NOT NULL,
    newest_ms   bigint[]         NOT NULL
);

ALTER TABLE staging.lake_counts
    ALTER COLUMN seconds SET STORAGE EXTERNAL,
    ALTER COLUMN sources SET STORAGE EXTERNAL,
    ALTER COLUMN names SET STORAGE EXTERNAL,
    ALTER COLUMN countries SET STORAGE EXTERNAL,
    ALTER COLUMN devices SET STORAGE EXTERNAL,
    ALTER COLUMN currencies SET STORAGE EXTERNAL,
    ALTER COLUMN events SET STORAGE EXTERNAL,
    ALTER COLUMN revenues SET STORAGE EXTERNAL,
    ALTER COLUMN oldest_ms SET STORAGE EXTERNAL,
    ALTER COLUMN newest_ms SET STORAGE EXTERNAL;

COMMENT ON TABLE staging.lake_counts IS
    'What the lake holds of the day that reprocess corrects: the sums of a minute, or of a part of one, as arrays with an element for '
    'each. kind second: counted per second and minute; minute: per minute only; late: per minute, and late; rejected: rejected events, '
    'names being the codes.';
