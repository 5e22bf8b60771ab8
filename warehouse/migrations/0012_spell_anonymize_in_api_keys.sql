-- The policy is spelled as everywhere else: anonymize.
ALTER TABLE warehouse.api_keys
    DROP CONSTRAINT api_keys_gpc_check,
    DROP CONSTRAINT api_keys_dnt_check,
    DROP CONSTRAINT api_keys_no_consent_check;

UPDATE warehouse.api_keys
SET gpc = replace(gpc, 'anonymise', 'anonymize'),
    dnt = replace(dnt, 'anonymise', 'anonymize'),
    no_consent = replace(no_consent, 'anonymise', 'anonymize');

ALTER TABLE warehouse.api_keys
    ALTER COLUMN gpc SET DEFAULT 'anonymize',
    ADD CONSTRAINT api_keys_gpc_check CHECK (gpc IN ('ignore', 'anonymize', 'drop')),
    ADD CONSTRAINT api_keys_dnt_check CHECK (dnt IN ('ignore', 'anonymize', 'drop')),
    ADD CONSTRAINT api_keys_no_consent_check CHECK (no_consent IN ('ignore', 'anonymize', 'drop'));
