"""LangChain's chat model of OpenAI."""

import openai
from langchain_openai import ChatOpenAI

from shared.claims import GATEWAY, MODEL, PDF, PLAIN, PNG, keys, refused, report
from shared.langchain import LangChain

TENANT = "langchain-openai-python"
TYPES = {400: openai.BadRequestError, 401: openai.AuthenticationError, 404: openai.NotFoundError, 429: openai.RateLimitError}


def model_of(key, retries, **more):
    fields = {"model": MODEL, "api_key": key, "base_url": GATEWAY + "/v1", "stream_usage": True, **more}
    return ChatOpenAI(**fields) if retries else ChatOpenAI(max_retries=0, **fields)


def plain():
    model_of(keys(TENANT)[0], False, base_url=PLAIN + "/v1").invoke("Hello")


claims = LangChain(
    TENANT, model_of,
    image={"type": "image_url", "image_url": {"url": "data:image/png;base64," + PNG}},
    pdf={"type": "file", "base64": PDF, "mime_type": "application/pdf", "filename": "hello.pdf"},
    refused_with=lambda status, call: refused(TYPES[status], call)).claims()
report("langchain-openai", **claims, plain=plain)
