-- $1 is the old id, $2 and $3 the new id and hash, $4 how long the old key remains valid. The new key copies the old one, its lifetime too.
-- A newer key like the old one, with a longer lifetime, shows that a rotation has shortened the old one's: nothing is changed then, and the
-- row has no new id. No row: there is no such live key.
WITH old AS (
    SELECT * FROM warehouse.api_keys
    WHERE id = $1 AND disabled_at IS NULL AND revoked_at IS NULL AND (expires_at > now()) IS NOT FALSE
    FOR UPDATE
), successor AS (
    SELECT newer.id FROM warehouse.api_keys AS newer, old
    WHERE newer.created_at > old.created_at
        AND (newer.expires_at - newer.created_at > old.expires_at - old.created_at + interval '1 minute') IS NOT FALSE
        AND old.expires_at IS NOT NULL
        AND (
            newer.source, newer.kind, newer.origins, newer.gpc, newer.dnt, newer.no_consent, newer.events_per_second, newer.burst,
            newer.description, newer.currency
        ) IS NOT DISTINCT FROM (
            old.source, old.kind, old.origins, old.gpc, old.dnt, old.no_consent, old.events_per_second, old.burst,
            old.description, old.currency
        )
    ORDER BY newer.created_at DESC
    LIMIT 1
), ended AS (
    UPDATE warehouse.api_keys SET expires_at = least(old.expires_at, now() + $4) FROM old
    WHERE api_keys.id = old.id AND NOT EXISTS (SELECT FROM successor)
    RETURNING api_keys.expires_at
), made AS (
    INSERT INTO warehouse.api_keys (
        id, sha256, source, kind, origins, gpc, dnt, no_consent, events_per_second, burst, expires_at, description, currency
    )
    SELECT
        $2, $3, source, kind, origins, gpc, dnt, no_consent, events_per_second, burst, now() + (expires_at - created_at), description,
        currency
    FROM old
    WHERE NOT EXISTS (SELECT FROM successor)
    RETURNING expires_at
)
SELECT
    old.source, old.kind, coalesce((SELECT expires_at FROM ended), old.expires_at), (SELECT expires_at FROM made),
    (SELECT id FROM successor)
FROM old
