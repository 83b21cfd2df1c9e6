"""stub"""
def browse_page() -> None:
    """X"""
