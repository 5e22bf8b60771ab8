SELECT warehouse.expire_sessions(is_dry => true)
