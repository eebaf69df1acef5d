"""The ways to sign in beside a password: the organisation's own, a code, a link, a slip, a second step."""
