import unittest

from tests.events import claims_of, event_of

from principal import Settings, Unauthorized, read_principal

SETTINGS = {
    "cognito": Settings("cognito", scope_prefix="orders-api/"),
    "auth0": Settings("auth0", groups_claim="https://example.com/roles"),
    "okta": Settings("okta", groups_claim="groups"),
    "oidc": Settings("oidc", groups_claim="groups"),
}


def principal_of(token, **parts):
    return read_principal(event_of(claims_of(token), **parts), SETTINGS[token.split("-")[0]])


class BothTokensOfOneUser(unittest.TestCase):
    def test_are_one_principal(self):
        for provider in SETTINGS:
            with self.subTest(provider):
                id_token = principal_of(f"{provider}-id")
                access_token = principal_of(f"{provider}-access")
                self.assertEqual((id_token.token_use, access_token.token_use), ("id", "access"))
                self.assertEqual((id_token.kind, access_token.kind), ("user", "user"))
                self.assertEqual(id_token.key, access_token.key)

    def test_tell_what_is_theirs(self):
        for provider in SETTINGS:
            with self.subTest(provider):
                self.assertIn("@", principal_of(f"{provider}-id").email)
                self.assertIsNone(principal_of(f"{provider}-access").email)
                self.assertEqual(principal_of(f"{provider}-id").scopes, [])
                self.assertNotEqual(principal_of(f"{provider}-access").scopes, [])


class AMachineToken(unittest.TestCase):
    def test_is_a_client(self):
        for provider in SETTINGS:
            with self.subTest(provider):
                machine = principal_of(f"{provider}-client-credentials" if provider != "cognito" else "cognito-access-client-credentials")
                self.assertEqual((machine.token_use, machine.kind), ("access", "client"))


class TheGatewaysText(unittest.TestCase):
    def test_gives_the_same_without_the_token(self):
        for token in ("cognito-access", "auth0-access", "okta-access", "oidc-id"):
            with self.subTest(token):
                self.assertEqual(principal_of(token).key, principal_of(token, with_token=False).key)
                self.assertEqual(principal_of(token).scopes, principal_of(token, with_token=False).scopes)

    def test_never_makes_two_groups_of_one(self):
        self.assertEqual(principal_of("okta-access").groups, ["Everyone", "Midwest Sales"])
        self.assertEqual(principal_of("okta-access", with_token=False).groups, [])

    def test_counts_where_the_header_has_another_token(self):
        event = event_of(claims_of("okta-access"))
        other = event_of({**claims_of("okta-access"), "sub": "mallory", "groups": ["Admins"]})
        event["headers"] = other["headers"]
        self.assertEqual(read_principal(event, SETTINGS["okta"]).groups, [])

    def test_counts_where_the_authorizer_reads_another_place(self):
        settings = Settings("okta", groups_claim="groups", identity_source="$request.querystring.token")
        self.assertEqual(read_principal(event_of(claims_of("okta-access")), settings).groups, [])


class ATokenThatIsNeither(unittest.TestCase):
    def assert_refused(self, code, provider, claims):
        with self.assertRaises(Unauthorized) as caught:
            read_principal(event_of(claims), SETTINGS[provider])
        self.assertEqual(caught.exception.code, code)

    def test_is_refused(self):
        self.assert_refused("ERR_TOKEN_USE_UNKNOWN", "cognito", {**claims_of("cognito-id"), "token_use": "other"})
        self.assert_refused("ERR_TOKEN_USE_CONFLICTING", "okta", {**claims_of("okta-access"), "nonce": "n"})

    def test_or_has_no_subject_is_refused(self):
        claims = claims_of("cognito-id")
        del claims["sub"]
        self.assert_refused("ERR_CLAIM_MISSING", "cognito", claims)


class ARouteWithoutAuthorizer(unittest.TestCase):
    def test_has_no_caller(self):
        event = event_of(claims_of("cognito-id"))
        event["requestContext"] = {}
        with self.assertRaises(Unauthorized):
            read_principal(event, SETTINGS["cognito"])
