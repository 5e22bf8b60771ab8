-- Null: days that an earlier version added up. sum_computed_days.sql adds those up again whose sessions are kept.
ALTER TABLE warehouse.session_values ADD COLUMN visitors bigint;

COMMENT ON COLUMN warehouse.session_values.visitors IS
    'Distinct visitors of the day with a session of the value. Those of (other) are added up over its values. Null: not counted.';
