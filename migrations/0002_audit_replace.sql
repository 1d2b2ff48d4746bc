-- A REPLACE deletes without firing delete triggers; an entry that is there stays as it is.
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = new.id)
BEGIN SELECT RAISE(IGNORE); END;
