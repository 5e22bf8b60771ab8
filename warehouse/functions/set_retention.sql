-- Sets the days for which a source's data of one kind are kept; source '' is every source without a rule. Null removes the rule.
CREATE OR REPLACE FUNCTION warehouse.set_retention(source text, what text, days int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
BEGIN
    IF days IS NULL THEN
        DELETE FROM retention AS r WHERE r.source = set_retention.source AND r.what = set_retention.what;
    ELSE
        INSERT INTO retention AS r (source, what, days) VALUES (set_retention.source, set_retention.what, set_retention.days)
        ON CONFLICT ON CONSTRAINT retention_pkey DO UPDATE SET days = excluded.days;
    END IF;
END $$;
