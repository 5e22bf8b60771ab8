CREATE VIEW reporting.paths AS
SELECT day::timestamp AT TIME ZONE 'UTC' AS bucket, source, from_path, to_path, steps
FROM warehouse.path_steps;

COMMENT ON VIEW reporting.paths IS
    'How often a page view followed another in the same session, by the UTC day of the second one and both paths (a screen without a path '
    'by its name): the 200 most frequent pairs of each day and source, the rest as (other). Without bots.';
