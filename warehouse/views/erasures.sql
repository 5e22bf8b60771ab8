CREATE VIEW reporting.erasures AS
SELECT run_id, erased_at, source
FROM warehouse.erasures;

COMMENT ON VIEW reporting.erasures IS
    'One row per person whose events were erased: when, and from which source (null: from every source). Neither the id nor its hash nor '
    'the receipt is here; they are in warehouse.erasures.';
