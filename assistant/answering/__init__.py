"""Query → gather → compose → verify → Answer. `open_service` is the one way in."""
