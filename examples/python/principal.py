"""Who is calling: one shape for the id and access tokens of Cognito, Auth0, Okta and any other OpenID provider.

The seed of the claimcheck framework in its second language. The rules are those of ``providers/*/claims.ts``, which also knows more vendors,
names that cannot be read back, and callers that are neither.
"""

from dataclasses import dataclass, field

from claims import read_claims, read_list, read_text, read_words

ID_MARKS = ("nonce", "at_hash", "c_hash")


class Unauthorized(Exception):
    """The caller must be answered with 401. ``code`` is stable; the message holds no claim's value."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Settings:
    """What the deploy says of the provider: the CLAIMCHECK_ variables of serverless.yml."""

    provider: str
    scope_prefix: str = ""
    groups_claim: str = ""
    token_use: str = ""
    identity_source: str = "$request.header.Authorization"

    @staticmethod
    def read(environment):
        return Settings(
            provider=environment["CLAIMCHECK_PROVIDER"],
            scope_prefix=environment.get("CLAIMCHECK_SCOPE_PREFIX", ""),
            groups_claim=environment.get("CLAIMCHECK_GROUPS_CLAIM", ""),
            token_use=environment.get("CLAIMCHECK_TOKEN_USE", ""),
            identity_source=environment.get("CLAIMCHECK_IDENTITY_SOURCE", ""),
        )


@dataclass(frozen=True)
class Principal:
    """The caller. What only one of the two tokens tells is None, or empty, with the other."""

    provider: str
    token_use: str
    # "user", or "client" for a machine-to-machine token.
    kind: str
    issuer: str
    subject: str
    client_id: str = None
    username: str = None
    email: str = None
    scopes: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    permissions: list = field(default_factory=list)
    expires_at: int = 0

    @property
    def key(self):
        """Issuer and subject together: what to key data on, never on the subject alone."""
        return f"{self.issuer}#{self.subject}"


def read_principal(event, settings):
    """Reads the caller of an HTTP API's event (payload format 2.0).

    :raises Unauthorized: without verified claims, or for a token that is not clearly an id or an access token.
    """
    claims = read_claims(event, settings.identity_source)
    if claims is None:
        raise Unauthorized("ERR_CALLER_MISSING", "The route has no JWT authorizer, so nobody has verified a token.")
    rules = _RULES.get(settings.provider)
    if rules is None:
        raise ValueError(f"CLAIMCHECK_PROVIDER is {settings.provider!r}; expected {', '.join(_RULES)}")
    return rules(claims, settings)


def _cognito(claims, settings):
    use = claims.get("token_use")
    if use == "id":
        return _id(claims, settings, _sole(claims), "cognito:username", "cognito:groups")
    if use != "access":
        raise _unknown("its claim token_use is neither id nor access")
    client = read_text(claims, "client_id")
    username = read_text(claims, "username")
    kind = "client" if username is None and claims.get("sub") == client else "user"
    return _access(claims, settings, client, username, "scope", "cognito:groups", kind=kind)


def _auth0(claims, settings):
    is_access = _marks(claims, ("azp", "client_id", "gty", "permissions"))
    _decide(is_access, _marks(claims, ID_MARKS))
    if not is_access and "scope" not in claims:
        return _id(claims, settings, _sole(claims), "nickname", settings.groups_claim)
    client = read_text(claims, "azp") or read_text(claims, "client_id")
    subject = read_text(claims, "sub") or ""
    is_machine = claims.get("gty") == "client-credentials" or subject.endswith("@clients") or subject == client
    kind = "client" if is_machine else "user"
    return _access(claims, settings, client, None, "scope", settings.groups_claim, kind=kind)


def _okta(claims, settings):
    token_id = read_text(claims, "jti") or ""
    is_access = _marks(claims, ("cid", "scp")) or token_id.startswith("AT.")
    is_id = _marks(claims, ID_MARKS) or token_id.startswith("ID.")
    _decide(is_access, is_id)
    groups = settings.groups_claim or "groups"
    if is_id:
        return _id(claims, settings, _sole(claims), "preferred_username", groups)
    if not is_access:
        raise _unknown("it has neither cid nor a jti that starts with ID.")
    # `sub` is a login here, which can be renamed; `uid` is what the id token has as `sub`.
    user = read_text(claims, "uid")
    username = read_text(claims, "sub") if user else None
    kind = "user" if user else "client"
    client = read_text(claims, "cid")
    return _access(claims, settings, client, username, "scp", groups, kind=kind, subject=user)


def _oidc(claims, settings):
    is_access = _marks(claims, ("scope", "scp", "client_id", "cid"))
    is_id = _marks(claims, ID_MARKS)
    if settings.token_use:
        is_access, is_id = settings.token_use == "access", settings.token_use == "id"
    _decide(is_access, is_id)
    groups = settings.groups_claim or "groups"
    if is_id:
        return _id(claims, settings, _sole(claims), "preferred_username", groups)
    if not is_access:
        raise _unknown("it has the marks of neither; CLAIMCHECK_TOKEN_USE can say what the issuer's tokens are")
    client = next(filter(None, (read_text(claims, name) for name in ("client_id", "cid", "azp", "appid"))), None)
    kind = "client" if read_text(claims, "sub") == client else "user"
    username = read_text(claims, "preferred_username") if kind == "user" else None
    scopes = "scope" if "scope" in claims else "scp"
    return _access(claims, settings, client, username, scopes, groups, kind=kind)


_RULES = {"cognito": _cognito, "auth0": _auth0, "okta": _okta, "oidc": _oidc}


def _id(claims, settings, client, username, groups):
    return Principal(
        token_use="id",
        kind="user",
        username=read_text(claims, username),
        email=read_text(claims, "email"),
        **_common(claims, settings, client, groups),
    )


def _access(claims, settings, client, username, scopes, groups, *, kind, subject=None):
    prefix = settings.scope_prefix
    return Principal(
        token_use="access",
        kind=kind,
        username=username,
        scopes=[scope.removeprefix(prefix) or scope for scope in read_words(claims, scopes)],
        **_common(claims, settings, client, groups, subject),
    )


def _common(claims, settings, client, groups, subject=None):
    issuer, subject = read_text(claims, "iss"), subject or read_text(claims, "sub")
    if not issuer or not subject or "#" in issuer:
        raise Unauthorized("ERR_CLAIM_MISSING", "The token has no issuer or no subject that can be used.")
    return {
        "provider": settings.provider,
        "issuer": issuer,
        "subject": subject,
        "client_id": client,
        "groups": read_list(claims, groups) if groups else [],
        "permissions": read_list(claims, "permissions") if settings.provider == "auth0" else [],
        "expires_at": int(float(claims.get("exp") or 0)),
    }


def _marks(claims, names):
    return any(claims.get(name) not in (None, "") for name in names)


def _decide(is_access, is_id):
    if is_access and is_id:
        raise Unauthorized("ERR_TOKEN_USE_CONFLICTING", "The token has marks of an access token and of an id token.")


def _unknown(found):
    return Unauthorized("ERR_TOKEN_USE_UNKNOWN", f"The token is neither clearly an id token nor an access token: {found}.")


def _sole(claims):
    audience = read_words(claims, "aud")
    return audience[0] if len(audience) == 1 else None
