CREATE TABLE warehouse.daily_summary (
    day            date             NOT NULL,
    source         text COLLATE "C" NOT NULL,
    visitors       bigint           NOT NULL,
    new_visitors   bigint           NOT NULL,
    sessions       bigint           NOT NULL,
    bounces        bigint           NOT NULL,
    page_views     bigint           NOT NULL,
    duration_p50_s double precision,
    duration_p90_s double precision,
    events         bigint           NOT NULL,
    revenue        jsonb            NOT NULL DEFAULT '{}',
    conversions    jsonb            NOT NULL DEFAULT '{}',
    PRIMARY KEY (day, source)
);

COMMENT ON TABLE warehouse.daily_summary IS
    'The figures of a closed UTC day per source, computed by report from the lake. Durations are seconds, revenue is an amount per '
    'currency, conversions the visitors who completed each funnel; 400 days.';
