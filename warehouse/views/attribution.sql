CREATE VIEW reporting.attribution AS
SELECT day::timestamp AT TIME ZONE 'UTC' AS bucket, source, funnel, touch, channel, visitors
FROM warehouse.attribution_days;

COMMENT ON VIEW reporting.attribution IS
    'Visitors who completed a funnel that they began on the UTC day, by channel. touch first: the channel of the visitor''s first event '
    'ever; touch last: the channel of the visitor''s last session of the day that is not direct, else direct. Each visitor counts once in '
    'each.';
