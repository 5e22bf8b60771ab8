-- Its successor takes session ids too.
DROP FUNCTION IF EXISTS warehouse.erase_sessions(text[], text[], text, date, date);
