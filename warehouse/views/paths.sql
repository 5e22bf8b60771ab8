CREATE VIEW reporting.paths AS
SELECT source, day, from_path, to_path, steps
FROM warehouse.path_steps;

COMMENT ON VIEW reporting.paths IS
    'Page views that follow another in the same session, by the two paths, per UTC day and source: the 200 most frequent of a day, the rest as (other).';
