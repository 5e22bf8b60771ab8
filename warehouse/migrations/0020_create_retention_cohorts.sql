CREATE TABLE warehouse.retention_cohorts (
    source   text COLLATE "C" NOT NULL,
    grain    text COLLATE "C" NOT NULL CHECK (grain IN ('day', 'week')),
    cohort   date             NOT NULL,
    period   int              NOT NULL CHECK (period >= 0),
    visitors bigint           NOT NULL,
    PRIMARY KEY (source, grain, cohort, period)
);

COMMENT ON TABLE warehouse.retention_cohorts IS
    'Visitors first seen in a cohort (a UTC day, or the Monday of a week) who came in the period-th day or week after it; period 0 is the '
    'size of the cohort; 400 days.';
