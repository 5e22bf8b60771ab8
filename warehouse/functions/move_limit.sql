-- The rows that one call of maintain() moves out of DEFAULT partitions: some seconds, during which no batch is merged.
CREATE OR REPLACE FUNCTION warehouse.move_limit() RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT 500000::bigint $$;
