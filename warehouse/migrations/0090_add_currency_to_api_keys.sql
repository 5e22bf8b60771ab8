-- The currency of revenue that names none. Collectors that do not know the column go on.
ALTER TABLE warehouse.api_keys
    ADD COLUMN currency text COLLATE "C" NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$');
