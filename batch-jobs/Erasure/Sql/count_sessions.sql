SELECT count(*)
FROM (
    SELECT source, session_id, user_id, user_key, day FROM warehouse.sessions
    UNION ALL
    SELECT source, session_id, user_id, user_key, (started_at AT TIME ZONE 'UTC')::date FROM warehouse.live_sessions
) AS s
WHERE (s.user_id = ANY ($1) OR s.user_key = ANY ($1) OR s.user_key = ANY ($2) AND s.user_id IS NULL
        OR (s.source, s.session_id) IN (SELECT * FROM unnest($6, $7)))
    AND ($3 IS NULL OR s.source = $3)
    AND s.day BETWEEN coalesce($4, '-infinity') AND coalesce($5, 'infinity')
