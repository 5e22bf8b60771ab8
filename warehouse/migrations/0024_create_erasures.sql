CREATE TABLE warehouse.erasures (
    run_id       text COLLATE "C" PRIMARY KEY,
    erased_at    timestamptz      NOT NULL DEFAULT clock_timestamp(),
    subject_hash bytea            NOT NULL,
    source       text COLLATE "C",
    receipt      jsonb            NOT NULL
);

COMMENT ON TABLE warehouse.erasures IS
    'Erasures of one person: a keyed hash of the id, never the id, and the receipt: what was found and removed in each store, and when its '
    'files are gone.';
