"""LangChain's chat model for Anthropic."""

import anthropic
from langchain_anthropic import ChatAnthropic

from shared.claims import GATEWAY, MODEL, PDF, PLAIN, PNG, NotSupported, keys, refused, report
from shared.langchain import LangChain

TENANT = "langchain-anthropic-python"
TYPES = {400: anthropic.BadRequestError, 401: anthropic.AuthenticationError, 404: anthropic.NotFoundError,
         429: anthropic.RateLimitError}


def model_of(key, retries, **more):
    fields = {"model": MODEL, "api_key": key, "base_url": GATEWAY, "max_tokens": 1024, **more}
    return ChatAnthropic(**fields) if retries else ChatAnthropic(max_retries=0, **fields)


def plain():
    model_of(keys(TENANT)[0], False, base_url=PLAIN).invoke("Hello")


claims = LangChain(
    TENANT, model_of,
    image={"type": "image", "base64": PNG, "mime_type": "image/png"},
    pdf={"type": "file", "base64": PDF, "mime_type": "application/pdf"},
    refused_with=lambda status, call: refused(TYPES[status], call)).claims()
claims["json"] = NotSupported("it has only schemas")
report("langchain-anthropic", **claims, plain=plain)
