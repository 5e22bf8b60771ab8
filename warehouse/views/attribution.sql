CREATE VIEW reporting.attribution AS
SELECT day, source, funnel, touch, channel, visitors
FROM warehouse.attribution_days;

COMMENT ON VIEW reporting.attribution IS
    'Visitors who completed a funnel that they began on a UTC day, by the channel of acquisition: touch first, of their first visit ever; touch last, of their last visit of the day.';
