"""Questions in, exact cited answers out."""
