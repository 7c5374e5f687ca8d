"""LangChain's chat model for OpenAI."""

import openai
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

from shared.claims import GATEWAY, MODEL, PDF, PLAIN, PNG, keys, refused, report, same
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


def text_and_vectors():
    chat()
    at = {"model": "titan", "api_key": keys(TENANT)[0], "base_url": GATEWAY + "/v1", "max_retries": 0}
    vectors = OpenAIEmbeddings(**at, check_embedding_ctx_length=False, dimensions=256)
    same([len(each) for each in vectors.embed_documents(["Hello", "world"])], [256, 256], "dimensions")
    same(len(vectors.embed_query("Hello")), 256, "dimensions of a question")


chat = claims.pop("text")
report("langchain-openai", text=text_and_vectors, **claims, plain=plain)
