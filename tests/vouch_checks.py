"""What the vectors of vouches, their companions, bundles and rules say, asked of the code."""

from p2pcard.core.book import circles
from p2pcard.core.formats import recovery
from p2pcard.core.statements import acceptance, bundle, introduction, revocation, statement, support, vouch
from p2pcard.core.statements.statement import Kind
from scripts.vectors import agreements, vouches
from scripts.vectors.bundles import described
from tests.vector_files import listed


def vouched(vector):
    if vector.word("does") == "handles":
        root, subject, sequence = vector.octets("root"), vector.octets("subject"), vector.number("sequence")
        secret = vouch.withdrawal_secret(root, subject, sequence)
        handle = vouch.handle_of(root, secret)
        assert recovery.withdrawal_key(root) == vector.octets("withdrawal-key")
        assert recovery.void_secret(root) == vector.octets("void-secret")
        assert secret == vector.octets("withdrawal-secret")
        assert (handle.withdrawal, handle.void) == (vector.octets("withdrawal"), vector.octets("void"))
        return
    made = statement.read(vector.octets("bytes"))
    says = vouch.read(made)
    found = {
        "key": says.by,
        "subject": says.subject,
        "name": says.name,
        "sequence": says.sequence,
        "may introduce": says.may_introduce,
        "month": says.month,
        "until": says.until,
        "how": int(says.how),
        "withdrawal": says.handle.withdrawal,
        "void": says.handle.void,
    }
    assert found == {"may introduce": False, **vector.json("fields")}
    assert (made.id, bytes(made)) == (vector.octets("id"), vector.octets("bytes"))
    assert vouches.named(vouches.NAMES, bytes(made)) == vector.json("fields")
    if vector.has("root"):
        about = (says.subject, says.name, says.sequence, says.month, says.how)
        again = vouch.issue(vector.octets("root"), *about, may_introduce=says.may_introduce)
        assert bytes(again) == vector.octets("bytes")


def accepted(vector):
    made = statement.read(vector.octets("bytes"))
    found = acceptance.read(made)
    if vector.word("does") == "read":
        assert (made.author, found) == (vector.octets("key"), vector.octets("id"))
        return
    of = statement.read(vector.octets("of"))
    by = vouch.read(of).subject if of.kind is Kind.VOUCH else introduction.read(of).to
    acceptance.check(made, of, by)
    assert acceptance.write(of, vector.octets("seed")) == made


def introduced(vector):
    made = statement.read(vector.octets("bytes"))
    says = introduction.read(made)
    found = {
        "key": says.by,
        "to": says.to,
        "name": says.name,
        "month": says.month,
        "until": says.until,
        "number": says.number,
    }
    assert found == vector.json("fields")
    assert vouches.named(agreements.NAMES, bytes(made)) == found
    if vector.has("seed"):
        again = introduction.write(says.to, says.name, says.month, says.number, vector.octets("seed"))
        assert bytes(again) == vector.octets("bytes")


def revoked(vector):
    made = statement.read(vector.octets("bytes"))
    assert (revocation.read(made), made.author) == (vector.octets("void"), vector.octets("key"))
    if vector.has("root"):
        assert bytes(revocation.write(vector.octets("root"))) == vector.octets("bytes")


def supported(vector):
    if vector.word("does") == "open":
        opened = support.open_blob(*map(vector.octets, ("secret", "signer", "blob")))
        assert vector.yes("for-me") == (opened is not None)
        assert opened is None or opened == (vector.octets("vouch"), vector.octets("acceptance"))
        return
    made, agreed = (statement.read(vector.octets(name)) for name in ("vouch", "acceptance"))
    if vector.word("does") == "room":
        assert support.fits(made, agreed) == vector.yes("fits")
        return
    secret, signer, nonce = map(vector.octets, ("secret", "signer", "nonce"))
    assert support.seal(secret, signer, made, agreed, nonce) == vector.octets("blob")


def bundled(vector):
    items = bundle.read(vector.octets("bytes"))
    assert [listed(described(item)) for item in items] == vector.json("items")
    assert bundle.write(items) == vector.octets("bytes")
    assert bundle.is_bundle(vector.octets("bytes"))


def ruled(vector):
    rule = circles.read_rule(vector.json("text"))
    numbers = [vector.number(name) for name in ("people", "budget", "probation")]
    assert [rule.people, rule.budget, rule.probation] == numbers
    assert (str(rule) == vector.json("text")) == vector.has("writes")


CHECKS = {
    "vouch": vouched,
    "acceptance": accepted,
    "introduction": introduced,
    "revocation": revoked,
    "support": supported,
    "bundle": bundled,
    "rule": ruled,
}
