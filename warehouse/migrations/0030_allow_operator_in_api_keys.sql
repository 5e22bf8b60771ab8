-- An operator key sends rejected events again; no page may use one.
ALTER TABLE warehouse.api_keys
    DROP CONSTRAINT api_keys_kind_check,
    ADD CONSTRAINT api_keys_kind_check CHECK (kind IN ('browser', 'server', 'operator')),
    ADD CONSTRAINT api_keys_operator_check CHECK (kind <> 'operator' OR origins = '{}');
