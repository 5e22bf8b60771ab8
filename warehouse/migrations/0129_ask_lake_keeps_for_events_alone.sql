-- Its successor has a parameter more.
DROP FUNCTION IF EXISTS warehouse.lake_keeps(date, text);
