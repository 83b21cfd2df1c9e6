"""Question → Query. Pure: what is indexed comes in as a `Vocabulary`, nothing is looked up here."""
