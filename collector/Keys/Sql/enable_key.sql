UPDATE warehouse.api_keys SET disabled_at = NULL WHERE id = $1 AND revoked_at IS NULL
