-- Version 4. What orders are narrowed by, and which values there are to narrow by.

CREATE INDEX case_row_by_term ON case_row (term, id);
CREATE INDEX case_row_by_rate ON case_row (rate, id);
