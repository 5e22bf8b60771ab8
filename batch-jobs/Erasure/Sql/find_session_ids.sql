-- The sessions whose ids may contain an id of a person: an escaped one has a backslash, a percent-encoded one a percent sign.
SELECT DISTINCT s.source, s.session_id
FROM (
    SELECT source, session_id, day FROM warehouse.sessions
    UNION ALL
    SELECT source, session_id, (started_at AT TIME ZONE 'UTC')::date FROM warehouse.live_sessions
) AS s
WHERE (s.session_id LIKE ANY (ARRAY['%\\%', '%\%%']) OR EXISTS (SELECT FROM unnest($1) AS id WHERE strpos(s.session_id, id) > 0))
    AND ($2 IS NULL OR s.source = $2)
    AND s.day BETWEEN coalesce($3, '-infinity') AND coalesce($4, 'infinity')
