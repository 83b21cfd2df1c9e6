"""The chat's pages, one module each, and the parts they are made of."""
