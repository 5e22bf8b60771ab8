CREATE VIEW reporting.page_times AS
SELECT day::timestamp AT TIME ZONE 'UTC' AS bucket, source, path, views, milliseconds / 1000.0 AS seconds
FROM warehouse.page_times;

COMMENT ON VIEW reporting.page_times IS
    'The time from page views to the next one of their session, of the last one to the session''s last event, by the UTC day of the view '
    'and its path (a screen without a path by its name): the 200 most viewed pages of each day and source, the rest as (other). views: '
    'page views that an event followed; the time on the last page is unknown. Without bots.';
