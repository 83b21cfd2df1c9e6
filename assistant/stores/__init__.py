"""Where what was read is kept: figures, statements and passages' text in SQL (the truth), passages' vectors in Chroma (rebuildable)."""
