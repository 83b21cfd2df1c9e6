"""Who may change the library: everybody on a plain local run, nobody where the chat is read-only, and only those who signed in where a
sign-in is set up (Streamlit's own, by OpenID Connect: `[auth]` in the secrets; `[staff] emails = [...]` narrows who of them).
"""

from pathlib import Path

import streamlit as st

from ui.backend import read_only


def is_staff() -> bool:
    """Whether this session may see and change the library."""
    if read_only():
        return False
    return not sign_in_is_set_up() or (signed_in() and _is_listed())


def sign_in_is_set_up() -> bool:
    """Whether the secrets name an OpenID Connect provider."""
    if not any(Path(file).is_file() for file in st.get_option("secrets.files")):
        return False  # asked of st.secrets, a missing file would be watched for
    return "auth" in st.secrets


def signed_in() -> bool:
    """Whether somebody has signed in to this session."""
    return bool(st.user.get("is_logged_in", False))


def offers_sign_in() -> bool:
    """Whether a button to sign in, or out, is to be shown."""
    return not read_only() and sign_in_is_set_up()


def _is_listed() -> bool:
    """Whether the one who signed in is on the staff's list, where there is one; an address that the provider has not checked is none."""
    listed = st.secrets.get("staff", {}).get("emails")
    if listed is None:
        return True
    return st.user.get("email_verified", True) is not False and st.user.get("email") in listed
