-- $1 is the source, null for all; $2 is true to include revoked and expired keys. The hash is never returned.
WITH keys AS (
    SELECT *, CASE
        WHEN revoked_at IS NOT NULL THEN 'revoked'
        WHEN expires_at <= now() THEN 'expired'
        WHEN disabled_at IS NOT NULL THEN 'disabled'
        ELSE 'live'
    END AS state
    FROM warehouse.api_keys
    WHERE source = coalesce($1, source)
)
SELECT
    id, source, kind, state,
    to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
    coalesce(to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), 'never'),
    coalesce(events_per_second::text, '-'), coalesce(burst::text, '-'),
    gpc, dnt, no_consent,
    currency,
    CASE WHEN origins = '{}' THEN 'any' ELSE array_to_string(origins, ',') END,
    description,
    (to_jsonb(keys) - 'sha256')::text
FROM keys
WHERE $2 OR state IN ('live', 'disabled')
ORDER BY source, kind, created_at, id
