-- Adds up the minutes of a day for the dimensions that sessions do not have, of one source or (null) of all; with the changes of a
-- correction that is not folded into them yet.
CREATE OR REPLACE FUNCTION warehouse.roll_up_dimensions(day date, source text) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
#variable_conflict use_column
DECLARE
    kept constant text[] := ARRAY['bot', 'goal', 'not_found', 'page', 'product', 'screen', 'search'];
BEGIN
    DELETE FROM dimension_counts_day AS t
    WHERE (t.dimension = ANY (kept) OR t.dimension LIKE 'property:%') AND t.day = roll_up_dimensions.day
        AND (roll_up_dimensions.source IS NULL OR t.source = roll_up_dimensions.source);

    INSERT INTO dimension_counts_day (dimension, day, source, value, currency, events, page_views, revenue)
    SELECT dimension, roll_up_dimensions.day, source, CASE WHEN place <= 500 THEN value ELSE '(other)' END, currency,
        sum(events), sum(page_views), sum(revenue)
    FROM (
        SELECT *, dense_rank() OVER (PARTITION BY dimension, source ORDER BY of_value DESC, value) AS place
        FROM (
            SELECT dimension, source, value, currency, sum(events) AS events, sum(page_views) AS page_views, sum(revenue) AS revenue,
                sum(sum(events)) OVER (PARTITION BY dimension, source, value) AS of_value
            FROM (
                SELECT bucket, source, dimension, value, currency, events, page_views, revenue FROM dimension_counts_minute
                UNION ALL
                SELECT c.bucket, c.source, c.dimension, c.name, c.currency, c.events, c.page_views, c.revenue
                FROM staging.count_changes AS c JOIN corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
                WHERE c.kind = 'dimension') AS m
            WHERE m.bucket >= roll_up_dimensions.day AND m.bucket < roll_up_dimensions.day + 1
                AND (m.dimension = ANY (kept) OR m.dimension LIKE 'property:%')
                AND (roll_up_dimensions.source IS NULL OR m.source = roll_up_dimensions.source)
            GROUP BY 1, 2, 3, 4
            HAVING sum(events) > 0) AS counted) AS ranked
    GROUP BY 1, 3, 4, 5
    ORDER BY 1, 3, 4, 5;
END $$;
