-- Version 2. By which words documents are found beside their keys: items by barcode, customers by VAT number, e-mail or name.

CREATE TABLE lookup (
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (kind, word, key)
) STRICT, WITHOUT ROWID;
