-- Makes one partition, and moves the rows of its range from the DEFAULT partition into it.
CREATE OR REPLACE FUNCTION warehouse.make_partition(parent text, partition_name text, key text, from_at timestamptz, to_at timestamptz,
    storage text)
RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
BEGIN
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)%s', partition_name, parent, storage);
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
        parent || '_default', key, from_at, key, to_at, partition_name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, partition_name, from_at, to_at);
END $$;
