-- A key is 'id.secret': the id is here, of the whole key only its SHA-256. The secret has 256 random bits, so no slow hash is needed.
CREATE TABLE warehouse.api_keys (
    id                text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[a-z]+_[a-z0-9]+$' AND length(id) <= 64),
    sha256            bytea            NOT NULL UNIQUE CHECK (length(sha256) = 32),
    source            text COLLATE "C" NOT NULL CHECK (length(source) BETWEEN 1 AND 64 AND source !~ '[[:cntrl:]]'),
    kind              text             NOT NULL CHECK (kind IN ('browser', 'server')),
    origins           text[]           NOT NULL DEFAULT '{}' CHECK (array_position(origins, NULL) IS NULL),
    gpc               text             NOT NULL DEFAULT 'anonymise' CHECK (gpc IN ('ignore', 'anonymise', 'drop')),
    dnt               text             NOT NULL DEFAULT 'ignore' CHECK (dnt IN ('ignore', 'anonymise', 'drop')),
    no_consent        text             NOT NULL DEFAULT 'ignore' CHECK (no_consent IN ('ignore', 'anonymise', 'drop')),
    events_per_second int              CHECK (events_per_second BETWEEN 1 AND 1000000),
    burst             int              CHECK (burst IS NULL OR (burst BETWEEN 1 AND 1000000 AND events_per_second IS NOT NULL)),
    description       text             NOT NULL DEFAULT '' CHECK (length(description) <= 200 AND description !~ '[[:cntrl:]]'),
    created_at        timestamptz      NOT NULL DEFAULT now(),
    expires_at        timestamptz,
    disabled_at       timestamptz,
    revoked_at        timestamptz
);

COMMENT ON TABLE warehouse.api_keys IS
    'The write keys of the collector; Analytics.Collector keys writes them, collectors read them every second. disabled_at can be taken '
    'back, revoked_at is for good.';
