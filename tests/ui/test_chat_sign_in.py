"""The staff's sign-in by OpenID Connect, with a provider of our own on loopback."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.conftest import free_port, served

pytest.importorskip("authlib", reason="the extra `staff` is not installed: nobody can sign in")

from joserfc import jwt
from joserfc.jwk import RSAKey

WHO = "clerk@example.org"


class Provider(BaseHTTPRequestHandler):
    """Lets everybody in as WHO, without asking."""

    key = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig", "alg": "RS256"})
    nonce = ""

    def do_GET(self) -> None:
        at, asked = urlsplit(self.path), parse_qs(urlsplit(self.path).query)
        if at.path == "/authorize":
            Provider.nonce = asked.get("nonce", [""])[0]
            back = urlencode({"code": "once", "state": asked["state"][0]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
            self.end_headers()
        elif at.path == "/keys":
            self._json({"keys": [self.key.as_dict(private=False)]})
        else:
            own = f"http://{self.headers['Host']}"
            self._json(
                {
                    "issuer": own,
                    "authorization_endpoint": f"{own}/authorize",
                    "token_endpoint": f"{own}/token",
                    "jwks_uri": f"{own}/keys",
                    "response_types_supported": ["code"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )

    def do_POST(self) -> None:
        now = int(time.time())
        claims = {
            "iss": f"http://{self.headers['Host']}",
            "aud": "budget",
            "sub": "1",
            "email": WHO,
            "iat": now,
            "exp": now + 600,
            "nonce": self.nonce,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        self._json({"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": signed})

    def _json(self, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def provider() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("listed", "is_staff"), [(WHO, True), ("boss@example.org", False)])
def test_only_staff_who_signed_in_see_the_library(
    browser: Browser, provider: str, tmp_path: Path, listed: str, is_staff: bool
) -> None:
    port = free_port()
    (tmp_path / "secrets.toml").write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{"s" * 40}"
client_id = "budget"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[staff]
emails = ["{listed}"]
""",
        encoding="utf-8",
    )
    with served(tmp_path, port=port) as address:
        page = browser.new_context().new_page()
        page.set_default_timeout(10_000)
        page.goto(address + "/library")
        expect(page.get_by_role("button", name="工作人员登录")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("link", name="文件库")).to_have_count(0)
        expect(page.locator("input[type=file]")).to_have_count(0)
        page.get_by_role("button", name="工作人员登录").click()
        expect(page.get_by_role("button", name="退出")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("link", name="文件库")).to_have_count(1 if is_staff else 0)
        if is_staff:
            page.get_by_role("link", name="文件库").click()
            expect(page.locator("input[type=file]")).to_have_count(1)
            page.get_by_role("button", name="退出").click()
            expect(page.get_by_role("button", name="工作人员登录")).to_be_visible(timeout=30_000)
        page.context.close()
