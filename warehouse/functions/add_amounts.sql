-- Returns the amounts per currency of both objects, added up.
CREATE OR REPLACE FUNCTION warehouse.add_amounts(one jsonb, other jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(currency, amount), '{}')
    FROM (
        SELECT key AS currency, sum(value::numeric) AS amount
        FROM (SELECT * FROM jsonb_each_text(one) UNION ALL SELECT * FROM jsonb_each_text(other)) AS entry
        GROUP BY key) AS total
$$;
