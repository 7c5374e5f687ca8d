"""What the programs of this folder share: their keys, what they send, and how they print which claims held."""

import asyncio
import base64
import inspect
import json
import os
import pathlib
import signal
import ssl
import sys
import time
import urllib.error
import urllib.request
from importlib.metadata import version

# The addresses of the gateway, over TLS and in clear, and of the simulated Bedrock behind it, without a path.
GATEWAY = os.environ["BREAKWATER_URL"]
PLAIN = os.environ["BREAKWATER_PLAIN_URL"]
SIMULATION = os.environ["BREAKWATER_SIMULATION_URL"]
# An alias, and an id in Bedrock of the same model.
MODEL = "claude-sonnet"
BEDROCK_ID = "us.anthropic.claude-sonnet-4-6"

# The capabilities about which each program has a claim, in the order of the table.
CAPABILITIES = ["text", "stream", "tool", "tools", "image", "pdf", "structured", "json", "errors", "abort", "retries",
                "plain"]

LIMIT_SECONDS = 60

# The block of Converse, or the type in Anthropic's language, in which Bedrock must have received what a claim has sent.
ARRIVES_AS = {"image": "image", "pdf": "document"}
tenants = []

# A picture of one pixel, and a document of one page that says "Hello".
PNG = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
PDF = base64.b64encode((pathlib.Path(__file__).parent.parent.parent / "hello.pdf").read_bytes()).decode()

# Prompts that make the simulated Bedrock call tools, each as often as it is named, and one whose answer takes some seconds.
ONE_CALL = 'What is the weather? [[tool:weather {"city":"Oslo"}]]'
TWO_CALLS = 'And in both cities? [[tool:weather {"city":"Oslo"}]] [[tool:weather {"city":"Rome"}]]'
LONG = "[[tokens:2000]]"

WEATHER = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"],
           "additionalProperties": False}


class NotSupported:
    """Marks a capability that the client itself does not have."""

    def __init__(self, why):
        self.why = why


class Noted:
    """A claim that holds under a condition, which the page must state."""

    def __init__(self, why, claim):
        self.why = why
        self.claim = claim


def keys(tenant):
    """The keys of a program's two tenants; with the second, calls are refused after two at once."""
    tenants.append(tenant)
    known = json.loads(pathlib.Path(os.environ["BREAKWATER_KEYS"]).read_text())
    return known[tenant], known[tenant + "-small"]


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def same(found, expected, what):
    check(found == expected, f"{what}: {found!r} instead of {expected!r}")


def refused(kind, call):
    """The error of a call that must be refused with this type."""
    try:
        call()
    except kind as error:
        return error
    except Exception as error:
        raise AssertionError(f"{type(error).__name__} instead of {kind.__name__}: {error}") from error
    raise AssertionError("was not refused")


async def refused_async(kind, call):
    """The same for an awaited call."""
    try:
        await call()
    except kind as error:
        return error
    except Exception as error:
        raise AssertionError(f"{type(error).__name__} instead of {kind.__name__}: {error}") from error
    raise AssertionError("was not refused")


def spend(key):
    """Uses up the calls that the tenant may make at once, so that calls are refused for more than a second."""
    trust = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
    for _ in range(20):
        body = json.dumps({"model": MODEL, "messages": [{"role": "user", "content": "Hello"}]}).encode()
        call = urllib.request.Request(GATEWAY + "/v1/chat/completions", body,
                                      {"Authorization": "Bearer " + key, "Content-Type": "application/json"})
        try:
            urllib.request.urlopen(call, context=trust).close()
        except urllib.error.HTTPError as error:
            wait = int(error.headers["retry-after"]) if error.code == 429 else 0
            if wait > 2:
                return
            time.sleep(wait)
    raise AssertionError("the small tenant was not refused")


class LetInLater:
    """Wraps a call that is refused at first, and shows that it waited until it was admitted."""

    def __init__(self, key):
        self.key = key

    def __enter__(self):
        spend(self.key)
        self.begun = time.monotonic()

    def __exit__(self, kind, error, trace):
        if kind is None:
            check(time.monotonic() - self.begun > 1, "was let in at once, so nothing was shown")


def seen_leaving(tenant):
    """Waits until the gateway's log says that a client of this tenant left before its answer ended."""
    for _ in range(200):
        lines = pathlib.Path(os.environ["BREAKWATER_LOG"]).read_text().splitlines()
        if any(f'"tenant":"{tenant}"' in line and '"ending":"client-left"' in line for line in lines):
            return
        time.sleep(0.1)
    raise AssertionError("the gateway did not see that the client had left")


async def seen_leaving_async(tenant):
    """The same for a client that leaves only while its event loop runs."""
    await asyncio.to_thread(seen_leaving, tenant)


def arrived(block):
    """Checks that a call of this program reached Bedrock with such a block."""
    calls = json.load(urllib.request.urlopen(SIMULATION + "/_sim/invocations?bodies=true"))
    forms = f'"{block}":', f'"type": "{block}"'
    check(any(_ours(call) and any(form in json.dumps(call["input"]) for form in forms) for call in calls),
          f"no {block} has arrived")


def _ours(call):
    """The call is found by its session, which is named after the tenant, since not every API of Bedrock takes metadata."""
    return call.get("identity", {}).get("arn", "").rpartition("/")[2] in tenants


def report(package, part="", **claims):
    """Tries each claim in turn, and prints a line of JSON for it; the claims are those of a package or of a part of it."""
    signal.signal(signal.SIGALRM, _too_long)
    for capability in CAPABILITIES:
        result, why = _outcome(claims.get(capability), ARRIVES_AS.get(capability))
        line = {"client": f"Python {package} {part}".rstrip(), "version": version(package), "capability": capability, "result": result,
                "why": _one_line(why)}
        print(json.dumps(line, separators=(",", ":"), ensure_ascii=False), flush=True)
    sys.stdout.flush()
    os._exit(0)


def _outcome(claim, block):
    if claim is None:
        return "failed", "the program has no such claim"
    if isinstance(claim, NotSupported):
        return "not_supported", claim.why
    why, show = (claim.why, claim.claim) if isinstance(claim, Noted) else ("", claim)
    signal.alarm(LIMIT_SECONDS)
    try:
        running = show()
        if inspect.iscoroutine(running):
            asyncio.run(running)
        if block:
            arrived(block)
        return "passed", why
    except Exception as error:  # whatever a client throws is the claim's result
        return "failed", f"{type(error).__name__}: {error}"
    finally:
        signal.alarm(0)


def _too_long(*_):
    raise TimeoutError("took too long")


def _one_line(words):
    """A text for a table, without quotes and line ends, which the table's reader cannot parse."""
    for mark in '"\\':
        words = words.replace(mark, "'")
    return " ".join(words.replace("|", " ").split())[:300]
