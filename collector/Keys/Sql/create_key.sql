-- Returns the source's number of live keys of this kind, the new one included.
INSERT INTO warehouse.api_keys (
    id, sha256, source, kind, origins, gpc, dnt, no_consent, events_per_second, burst, expires_at, description, currency
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
RETURNING 1 + (
    SELECT count(*) FROM warehouse.api_keys AS other
    WHERE other.source = api_keys.source AND other.kind = api_keys.kind
        AND other.disabled_at IS NULL AND other.revoked_at IS NULL AND (other.expires_at > now()) IS NOT FALSE
)
