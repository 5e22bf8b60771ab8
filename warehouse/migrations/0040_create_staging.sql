-- Rows on their way: Spark's JDBC writer inserts them here as analytics_batch, and functions move them to the tables of warehouse.
-- The tables are unlogged: a crash of the server empties them, and the job that was interrupted runs again.
CREATE SCHEMA IF NOT EXISTS staging;
