-- Their successors have other parameters or columns: PostgreSQL refuses to replace client_texts(), and leaves the others beside them.
DROP FUNCTION IF EXISTS warehouse.client_texts(), warehouse.forget_visitors(text[], text), warehouse.add_changes(text, date),
    warehouse.apply_day(text, timestamptz, date, date, text, date, boolean), warehouse.register_batch_names(json);
