"""Files in, tables, statements and passages out."""
