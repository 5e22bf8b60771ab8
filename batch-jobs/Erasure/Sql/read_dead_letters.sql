SELECT query, topic_id, topic, partition, "offset", value
FROM warehouse.dead_letters
WHERE value IS NOT NULL
    AND (put_aside_at AT TIME ZONE 'UTC')::date BETWEEN coalesce($1, '-infinity') AND coalesce($2, 'infinity')
