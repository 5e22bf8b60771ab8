-- The sums of one hour or one UTC day, so that a panel over months reads a row a day instead of every session.
-- visitors holds the smallest hashes of the span, at most 2,048, in order. Where visitor_count is greater, the last one is the list's
-- limit: the hashes of several spans up to the least of their limits are a sample of all their visitors.
CREATE TABLE warehouse.session_spans (
    grain             text COLLATE "C" NOT NULL CHECK (grain IN ('hour', 'day')),
    begins_at         timestamptz      NOT NULL,
    source            text COLLATE "C" NOT NULL,
    sessions          bigint           NOT NULL,
    bounces           bigint           NOT NULL,
    page_views        bigint           NOT NULL,
    events            bigint           NOT NULL,
    conversions       bigint           NOT NULL,
    visitor_count     bigint           NOT NULL,
    new_visitors      bigint           NOT NULL,
    visitors          bigint[]         NOT NULL,
    durations         double precision[] NOT NULL,
    duration_sessions int[]            NOT NULL,
    PRIMARY KEY (grain, begins_at, source)
);

COMMENT ON TABLE warehouse.session_spans IS
    'Closed sessions per hour and per UTC day and source, without bots, with the hashes from which visitors of several spans are counted, '
    'and the durations in steps of 5 %; 400 days.';
