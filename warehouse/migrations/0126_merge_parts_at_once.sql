-- add_parts() replaces both: it reads a batch's JSON text once.
DROP FUNCTION IF EXISTS warehouse.add_dimensions(json), warehouse.add_sessions(json);
