"""Strands' agents, with their default model: Bedrock's."""

import threading

from botocore.config import Config
from botocore.exceptions import ClientError
from shared.claims import BEDROCK_ID, GATEWAY, LONG, Noted, NotSupported, refused, report, same, seen_leaving_async
from shared.strands import Strands
from strands.models import BedrockModel

CODES = {400: "ValidationException", 401: "AccessDeniedException", 404: "ResourceNotFoundException"}


def model_of(key, retries, name=BEDROCK_ID, at=GATEWAY, bound=None, **fields):
    once = None if retries else Config(retries={"total_max_attempts": 1})
    return BedrockModel(model_id=name, endpoint_url=at, region_name="us-east-1", api_key=key, boto_client_config=once,
                        max_tokens=bound, **fields)


def refused_with(status, call):
    same(refused(ClientError, call).response["Error"]["Code"], CODES[status], f"code of {status}")


claims = Strands("strands-agents", model_of, refused_with)


async def abort():
    """Aborts with a signal of the caller: an agent clears its own signal when it returns, often before its reading thread has seen it."""
    left = threading.Event()
    messages = [{"role": "user", "content": [{"text": LONG}]}]
    async for event in model_of(claims.ample, False, bound=2000).stream(messages, cancel_signal=left):
        if "contentBlockDelta" in event:
            left.set()
    await seen_leaving_async(claims.tenant)
    await claims.agent().invoke_async("Hello")


report("strands-agents", **{
    **claims.claims(), "json": NotSupported("it has only schemas, by way of a tool"),
    "abort": Noted("by a cancel_signal for its model; the reading thread may miss Agent.cancel()", abort)})
