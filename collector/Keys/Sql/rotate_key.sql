-- $1 is the old id, $2 and $3 the new id and hash, $4 how long the old key remains valid. The new key copies the old one, its lifetime too.
WITH old AS (
    SELECT * FROM warehouse.api_keys
    WHERE id = $1 AND disabled_at IS NULL AND revoked_at IS NULL AND (expires_at > now()) IS NOT FALSE
    FOR UPDATE
), ended AS (
    UPDATE warehouse.api_keys SET expires_at = least(old.expires_at, now() + $4) FROM old WHERE api_keys.id = old.id
    RETURNING api_keys.expires_at
)
INSERT INTO warehouse.api_keys (
    id, sha256, source, kind, origins, gpc, dnt, no_consent, events_per_second, burst, expires_at, description, currency
)
SELECT
    $2, $3, source, kind, origins, gpc, dnt, no_consent, events_per_second, burst, now() + (expires_at - created_at), description, currency
FROM old
RETURNING source, kind, (SELECT expires_at FROM ended)
